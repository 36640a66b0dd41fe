// The head of a workload's page: the recommendation in force, why, and the numbers it answers to.

import { now } from './api.js';
import { h, icon, rebuild, setAttribute, setText } from './dom.js';
import { ago, clock, count, exact, instant, rate, seconds, spaced, utc, words } from './format.js';
import { actionOf, objectiveSeconds, stateOf } from './states.js';
import { stateBadge } from './rows.js';

export class AdvicePanel {
  #move = h('p', { class: 'move' });
  #why = h('div', { class: 'why' });
  #facts = h('dl', { class: 'reason-facts' });
  #factsBox = h('details', { class: 'data' }, h('summary', {}, 'Numbers behind it'), this.#facts);
  #terms = h('p', { class: 'terms' });
  #warnings = h('ul', { class: 'channel-warnings', 'aria-label': 'What the channel makes of it', hidden: true });
  #figures = h('dl', { class: 'figures' });
  #parts = new Map();
  element = h('section', { class: 'panel advice', id: 'advice', 'aria-label': 'Recommendation in force' },
    h('div', { class: 'advice-main' }, this.#move, h('div', { class: 'advice-text' }, this.#why, this.#terms, this.#warnings, this.#factsBox)), this.#figures);

  constructor() {
    for (const [key, label] of [['produced', 'Production'], ['consumed', 'Consumption'], ['time', 'Lag time'], ['lag', 'Lag'], ['sampled', 'Sampled']]) {
      const value = h('span', { class: 'value' });
      const remark = h('span', { class: 'remark' });
      this.#parts.set(key, { value, remark });
      this.#figures.append(h('div', { 'data-figure': key }, h('dt', {}, label), h('dd', {}, value, remark)));
    }
    this.#parts.get('sampled').value.append(h('time', {}));
  }

  show(workload, recommendation, problem, heard) {
    this.#showMove(recommendation ?? heard, workload);
    this.#showWhy(recommendation, problem);
    this.#showFigures(workload);
  }

  #showMove(recommendation, workload) {
    const current = recommendation?.currentReplicas ?? workload?.status?.currentReplicas;
    const desired = recommendation?.desiredReplicas ?? workload?.status?.desiredReplicas;
    const { label, icon: shape, role } = actionOf(recommendation?.action);
    const signature = [current, desired, role].join();
    if (this.#move.dataset.signature === signature) return;
    this.#move.dataset.signature = signature;
    this.#move.dataset.role = role;
    const changes = typeof current === 'number' && typeof desired === 'number' && current !== desired;
    this.#move.replaceChildren(
      h('span', { class: 'counts' },
        h('span', { class: 'current', title: 'Running now' }, count(current)),
        ...(changes ? [icon('forward'), h('span', { class: 'visually-hidden' }, ' to '), h('span', { class: 'desired', title: 'Recommended' }, count(desired))] : []),
        h('span', { class: 'unit' }, ' replicas')),
      h('span', { class: 'action', 'data-role': role }, icon(shape), h('span', {}, label)));
  }

  #showWhy(recommendation, problem) {
    const reason = recommendation?.reason;
    const text = reason ? `${reason.code}\n${reason.text}` : problem?.message ?? '';
    if (this.#why.dataset.text !== text) {
      this.#why.dataset.text = text;
      this.#why.replaceChildren(...(reason
        ? [h('strong', {}, words(reason.code)), h('p', {}, reason.text ?? '')]
        : [h('strong', {}, problem?.title ?? 'No recommendation yet'), h('p', {}, problem?.detail ?? 'It is made as soon as there is something to decide on.')]));
    }
    this.#showFacts(reason?.facts);
    this.#showWarnings(recommendation?.warnings ?? []);
    this.#showTerms(recommendation);
  }

  #showFacts(facts) {
    const entries = Object.entries(facts ?? {});
    this.#factsBox.hidden = entries.length === 0;
    rebuild(this.#facts, facts, () => entries.map(([name, value]) => [h('dt', {}, spaced(name)), h('dd', {}, exact(value))]));
  }

  /** Why the channel that carries recommendations out does not carry this one as it is. */
  #showWarnings(warnings) {
    this.#warnings.hidden = warnings.length === 0;
    rebuild(this.#warnings, warnings, () => warnings.map(({ code, text }) => h('li', { 'data-code': code }, icon('late'), h('span', {}, text))));
  }

  #showTerms(recommendation) {
    this.#terms.hidden = !recommendation;
    if (!recommendation) return;
    const { cost, executeAt, validUntil, forecast } = recommendation;
    const parts = [];
    if (typeof cost?.stay === 'number' && typeof cost?.move === 'number') {
      parts.push(cost.stay === cost.move ? `costs ${count(cost.stay)} ${cost.unit}` : `staying costs ${count(cost.stay)}, moving ${count(cost.move)} ${cost.unit}`);
    }
    const startsAt = instant(executeAt);
    if (startsAt !== null && startsAt - now() > 1500) parts.push(`to be done at ${clock(startsAt)}`);
    if (instant(validUntil) !== null) parts.push(`valid until ${clock(instant(validUntil))}`);
    if (forecast?.model) parts.push(`forecast by ${forecast.model}`);
    setText(this.#terms, parts.join(' · '));
    this.#terms.title = instant(validUntil) === null ? '' : `Valid until ${utc(instant(validUntil))} UTC`;
  }

  #showFigures(workload) {
    const status = workload?.status ?? {};
    const objective = workload ? objectiveSeconds(workload) : null;
    this.#put('produced', rate(status.productionRate), '', exact(status.productionRate));
    this.#put('consumed', rate(status.consumptionRate), '', exact(status.consumptionRate));
    this.#put('time', seconds(status.lagSeconds), objective === null ? '' : `of ${seconds(objective)}`, exact(status.lagSeconds));
    this.#put('lag', count(status.lagRecords), 'records', exact(status.lagRecords));
    const sampledAt = instant(status.lastSampleAt);
    const time = this.#parts.get('sampled').value.firstChild;
    setAttribute(time, 'data-ago', sampledAt);
    setAttribute(time, 'title', sampledAt === null ? null : `${clock(sampledAt)} (${utc(sampledAt)} UTC)`);
    setText(time, ago(sampledAt, now()));
    setText(this.#parts.get('sampled').remark, status.groupState ? `group ${words(status.groupState).toLowerCase()}` : '');
    this.#figures.dataset.state = workload ? stateOf(workload, now()) : 'unseen';
  }

  #put(key, value, remark, title) {
    const part = this.#parts.get(key);
    setText(part.value, value);
    setText(part.remark, remark);
    part.value.title = title;
  }
}

/** Name, condition, and what the owner asked for. */
export class WorkloadHead {
  #badge = h('span', {});
  #policy = h('p', { class: 'policy' });
  #state = null;

  constructor(name) {
    this.element = h('div', { class: 'page-head' },
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/' }, icon('back'), 'Workloads')),
      h('div', { class: 'title' }, h('h1', { tabindex: '-1' }, name), this.#badge, h('a', { class: 'quiet', href: `#/workloads/${encodeURIComponent(name)}/replays` }, 'What would have been')), this.#policy);
  }

  show(workload) {
    const state = stateOf(workload, now());
    if (state !== this.#state) {
      this.#state = state;
      this.#badge.replaceChildren(stateBadge(state));
    }
    const { group, cluster, topics = [], minReplicas, maxReplicas, objective } = workload;
    setText(this.#policy, [
      `group ${group}${cluster ? ` on ${cluster}` : ''}`,
      topics.length === 0 ? 'all topics it consumes' : `topic${topics.length > 1 ? 's' : ''} ${topics.join(', ')}`,
      `${minReplicas} to ${maxReplicas} replicas`,
      workload.channel ? `carried out by ${workload.channel}` : null,
      objective ? `${objective.attainment} within ${seconds(objectiveSeconds(workload))}` : null,
    ].filter(Boolean).join(' · '));
  }
}
