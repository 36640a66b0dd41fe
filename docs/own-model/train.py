#!/usr/bin/env python3
"""Trains a model of one's own for Lagcast from a series and writes it as ONNX: see ../your-own-model.md.

    pip install numpy scikit-learn skl2onnx
    python3 train.py SERIES.csv mine.onnx --step 60 --leads 5m,15m

SERIES.csv has the columns timestamp (epoch seconds) and value (records per second), one row a step; steps may be missing.
"""
import argparse
import csv
import math
import re

import numpy as np

NEWEST, LEAST_KNOWN, SHORT = 60, 30, 15
DAY, WEEK, MONDAY_TO_EPOCH = 86_400, 7 * 86_400, 3 * 86_400


def size(leads):
    return NEWEST + 5 + 2 * leads + 4 + 1


def row(values, end, first, step, leads):
    """The row of the bucket before `end`, or None: values[i] is bucket `first + i` since the epoch, of `step` seconds, NaN where missing; leads in buckets."""
    if end < NEWEST:
        padded = np.concatenate([np.full(NEWEST - end, np.nan), values[:end]])
    else:
        padded = values[end - NEWEST:end]
    known = ~np.isnan(padded)
    if known.sum() < LEAST_KNOWN:
        return None
    held, newest = padded[known][0], []
    for value in padded:
        held = held if np.isnan(value) else value
        newest.append(held)
    newest = np.array(newest[::-1])
    level = newest.mean() if newest.mean() > 0 else 1.0

    def past(lead, period):
        buckets = period / step
        at = end - 1 + lead - int(math.floor(math.ceil(lead / buckets) * buckets + 0.5))
        return values[at] if 0 <= at < end else math.nan

    numbers = list(newest / level)
    numbers += [newest[:SHORT].mean() / level, newest[:SHORT].std() / level, newest.std() / level, newest.max() / level, newest.min() / level]
    for lead in leads:
        day, week = past(lead, DAY), past(lead, WEEK)
        for one, other in ((day, week), (week, day)):
            numbers.append((level if math.isnan(one) and math.isnan(other) else other if math.isnan(one) else one) / level)
    seconds = (first + end) * step
    of_day = 2 * math.pi * (seconds % DAY) / DAY
    of_week = 2 * math.pi * ((seconds + MONDAY_TO_EPOCH) % WEEK) / WEEK
    return numbers + [math.sin(of_day), math.cos(of_day), math.sin(of_week), math.cos(of_week), level]


def examples(values, first, step, leads):
    """Rows and, for each, the rates to come in multiples of its level."""
    rows, targets = [], []
    for end in range(LEAST_KNOWN, len(values) - max(leads) + 1):
        numbers = row(values, end, first, step, leads)
        wanted = [values[end - 1 + lead] for lead in leads]
        if numbers is not None and not np.isnan(wanted).any():
            rows.append(numbers)
            targets.append(np.array(wanted) / numbers[-1])
    return np.array(rows, dtype=np.float32), np.array(targets, dtype=np.float32)


def read(path, step):
    with open(path, newline="") as file:
        points = [(int(float(line["timestamp"])) // step, float(line["value"])) for line in csv.DictReader(file)]
    first = min(bucket for bucket, _ in points)
    values = np.full(max(bucket for bucket, _ in points) - first + 1, np.nan)
    for bucket, value in points:
        values[bucket - first] = value
    return values, first


def buckets(lead, step):
    number, unit = re.fullmatch(r"(\d+)([smhd])", lead).groups()
    return int(number) * {"s": 1, "m": 60, "h": 3600, "d": DAY}[unit] // step


def main():
    from onnx.helper import set_model_props
    from skl2onnx import to_onnx
    from sklearn.linear_model import RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("series")
    parser.add_argument("model")
    parser.add_argument("--step", type=int, default=60, help="seconds a bucket: 60, 300 or 3600 unless lagcast.forecast.step was changed")
    parser.add_argument("--leads", default="5m,15m", help="how far ahead, ascending multiples of the step")
    given = parser.parse_args()

    leads = [buckets(lead, given.step) for lead in given.leads.split(",")]
    values, first = read(given.series, given.step)
    rows, targets = examples(values, first, given.step, leads)
    held_out = len(rows) // 5
    model = make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(-1, 5, 13)))
    model.fit(rows[:-held_out], targets[:-held_out])
    miss = np.abs(model.predict(rows[-held_out:]) - targets[-held_out:]).mean(axis=0)
    naive = np.abs(rows[-held_out:, :1] - targets[-held_out:]).mean(axis=0)
    for lead, own, last in zip(given.leads.split(","), miss, naive):
        print(f"{lead} ahead: mean absolute error {own:.4f} of the level; repeating the last value {last:.4f}")
    model.fit(rows, targets)

    onnx = to_onnx(model, rows[:1], target_opset=17)
    onnx.doc_string = f"ridge regression on {len(rows)} rows of {given.series}"
    set_model_props(onnx, {"lagcast.row": "1", "lagcast.step": f"{given.step}s", "lagcast.leads": given.leads})
    with open(given.model, "wb") as file:
        file.write(onnx.SerializeToString())


if __name__ == "__main__":
    main()
