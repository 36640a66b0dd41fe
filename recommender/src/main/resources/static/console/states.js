// What a workload's condition is called, in one place: a word, a shape and a colour role for each.

import { instant, parseDuration } from './format.js';

/** Older than this and a sample no longer describes the present: eight sampling intervals of 15 s. */
export const STALE_AFTER_MILLISECONDS = 120_000;

/** Conditions, most urgent first. */
export const STATES = {
  late: { label: 'Late', hint: 'Lag time is over the objective.' },
  gap: { label: 'Gap', hint: 'The newest sample is incomplete. A gap never counts as less demand.' },
  stale: { label: 'Stale', hint: 'No new sample for over two minutes. What is shown is the last that was known.' },
  unseen: { label: 'No samples', hint: 'Nothing was collected yet.' },
  abstain: { label: 'Abstaining', hint: 'Not enough evidence to recommend a move.' },
  settling: { label: 'Settling', hint: 'The group is rebalancing.' },
  ok: { label: 'On time', hint: 'Lag time is within the objective.' },
  paused: { label: 'Paused', hint: 'The owner paused it: watched, but nothing is recommended.' },
};

const URGENCY = Object.fromEntries(Object.keys(STATES).map((state, index) => [state, index]));

export const urgency = (state) => URGENCY[state];

const REBALANCING = new Set(['PREPARING_REBALANCE', 'COMPLETING_REBALANCE', 'ASSIGNING', 'RECONCILING']);

/** The one condition that matters most for a workload at a moment. */
export function stateOf(workload, nowMilliseconds) {
  const status = workload.status ?? {};
  if (workload.mode === 'PAUSED') return 'paused';
  const sampledAt = instant(status.lastSampleAt);
  if (sampledAt === null) return 'unseen';
  if (nowMilliseconds - sampledAt > STALE_AFTER_MILLISECONDS) return 'stale';
  if (status.gap) return 'gap';
  if (isLate(workload)) return 'late';
  if (status.action === 'ABSTAIN') return 'abstain';
  return REBALANCING.has(status.groupState) ? 'settling' : 'ok';
}

export const objectiveSeconds = (workload) => parseDuration(workload.objective?.lagTime);

function isLate(workload) {
  const objective = objectiveSeconds(workload);
  return objective !== null && typeof workload.status?.lagSeconds === 'number' && workload.status.lagSeconds > objective;
}

/** Actions: word and shape. */
export const ACTIONS = {
  SCALE_OUT: { label: 'Scale out', icon: 'out', role: 'out' },
  SCALE_IN: { label: 'Scale in', icon: 'in', role: 'in' },
  HOLD: { label: 'Hold', icon: 'hold', role: 'hold' },
  ABSTAIN: { label: 'Abstain', icon: 'abstain', role: 'abstain' },
};

export const actionOf = (code) => ACTIONS[code] ?? { label: 'No advice', icon: 'unknown', role: 'none' };

/** Whether the recommendation differs from what runs. */
export function isMoving(workload) {
  const { currentReplicas, desiredReplicas } = workload.status ?? {};
  return typeof currentReplicas === 'number' && typeof desiredReplicas === 'number' && currentReplicas !== desiredReplicas;
}
