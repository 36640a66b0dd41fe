// What was learned about a workload.

import { h, rebuild, setText } from './dom.js';
import { exact, parseDuration, rate, seconds, words } from './format.js';

const PROTOCOLS = {
  EAGER: 'Eager: every partition stops while members rejoin.',
  COOPERATIVE: 'Cooperative: only moved partitions stop.',
  SERVER_ASSIGNED: 'Server-assigned: the broker assigns, members follow one by one.',
  STREAMS: 'Streams: moved tasks restore their state first.',
};

/** Learned throughput, start-up, pause and protocol. */
export class LearnedPanel {
  #list = h('dl', { class: 'facts' });
  #partitions = h('p', { class: 'remark', id: 'partitions' });
  element = h('section', { class: 'panel', id: 'learned', 'aria-labelledby': 'title-learned' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'title-learned' }, 'What has been learned')), this.#list, this.#partitions);

  show(learned, partitions) {
    setText(this.#partitions, partitions?.text ?? '');
    rebuild(this.#list, learned, () => (learned ? facts(learned) : [h('dt', {}, 'Nothing yet'), h('dd', {}, 'Learning begins with the first samples.')]));
  }
}

function facts({ throughputPerReplica: throughput, startUp, rebalancePause: pause, protocol }) {
  return [
    fact('Throughput per replica', rate(throughput?.median), throughput?.low === undefined || throughput?.low === null ? '' : `cautious ${rate(throughput.low)}`, throughput?.observations, 'window'),
    fact('Start-up', seconds(parseDuration(startUp?.value)), 'asked for to first record', startUp?.observations, 'start'),
    fact('Rebalance pause', seconds(parseDuration(pause?.value)), 'while partitions move', pause?.observations, 'rebalance'),
    [h('dt', {}, 'Rebalance protocol'), h('dd', { title: PROTOCOLS[protocol] ?? null }, h('span', { class: 'value' }, words(protocol)))],
  ];
}

function fact(name, value, remark, observations, unit) {
  const prior = !observations;
  return [h('dt', {}, name), h('dd', {}, h('span', { class: 'value' }, value),
    remark ? h('span', { class: 'remark' }, remark) : null,
    h('span', { class: prior ? 'evidence prior' : 'evidence', title: prior ? 'Nothing was observed yet: this is the policy’s or the built-in assumption.' : null },
      prior ? 'prior' : `${exact(observations)} ${unit}${observations === 1 ? '' : 's'}`))];
}
