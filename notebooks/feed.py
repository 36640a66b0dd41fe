"""Pushes three made-up days of three consumer groups to a service, a sample a minute, so that the notebooks have something to show."""

import datetime
import math
import random
import sys
import time

import requests

MINUTE = 60
DAYS = 3
PARTITIONS = 8
PATIENCE_SECONDS = 120
THROUGHPUT = 1000  # records per second of a replica
BATCH = 240
LIVE_BATCH = 1
LIVE_MINUTES = 480  # the last hours are pushed one by one and only as fast as they are learned, so that forecasts are those of a live service

WORKLOADS = {  # name: (mean records per second, share of the daily swing, share of noise)
    "checkout": (2600, 0.7, 0.04),
    "invoices": (900, 0.5, 0.10),
    "audit": (4000, 0.2, 0.02),
}


def rate(mean: float, swing: float, noise: float, minute: int, chance: random.Random) -> float:
    """Arrivals of one minute: a day's wave with its peak at three in the afternoon, a smaller one within, and noise."""
    day = 2 * math.pi * (minute / 1440 - 15 / 24)
    return max(0.0, mean * (1 + swing * math.cos(day) + 0.1 * math.cos(3 * day)) * (1 + chance.gauss(0, noise)))


def samples(name: str, first: datetime.datetime, chance: random.Random):
    """What a collector would have seen. Replicas follow the rate a quarter of an hour late, as people's rules do."""
    mean, swing, noise = WORKLOADS[name]
    produced, lag, replicas = 0.0, 0.0, 2
    for minute in range(DAYS * 1440):
        arrivals = rate(mean, swing, noise, minute, chance)
        if minute % 15 == 0:
            replicas = max(1, min(PARTITIONS, math.ceil(arrivals / (0.8 * THROUGHPUT))))
        produced += arrivals * MINUTE
        lag = max(arrivals * 0.2, lag + (arrivals - replicas * THROUGHPUT) * MINUTE)
        end, committed = int(produced / PARTITIONS), int((produced - lag) / PARTITIONS)
        yield {
            "workload": name,
            "time": (first + datetime.timedelta(minutes=minute)).isoformat().replace("+00:00", "Z"),
            "replicas": {"desired": replicas, "ready": replicas},
            "groupState": "STABLE",
            "partitions": [
                {"topic": name, "partition": p, "endOffset": end, "committedOffset": max(0, committed)} for p in range(PARTITIONS)
            ],
        }


def push(url: str, name: str, batch: list) -> None:
    answer = requests.post(f"{url}/api/v1/workloads/{name}/samples", json=batch, timeout=300)
    if not answer.ok:
        sys.exit(f"{name}: {answer.status_code} {answer.text}")


def settle(url: str, name: str, until: str) -> None:
    """Waits until the workload's forecaster has learned what was pushed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = requests.get(f"{url}/api/v1/workloads/{name}/forecast", params={"horizon": "PT10M"}, timeout=60)
        if answer.ok and answer.json().get("origin", "") >= until:
            return
        time.sleep(0.03)
    sys.exit(f"{name}: no forecast from {until} within {PATIENCE_SECONDS} s")


def main(url: str) -> None:
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    first = now - datetime.timedelta(days=DAYS) + datetime.timedelta(minutes=1)
    for seed, name in enumerate(WORKLOADS):
        form = {"group": name, "minReplicas": 1, "maxReplicas": PARTITIONS, "priors": {"throughputPerReplica": THROUGHPUT}}
        requests.put(f"{url}/api/v1/workloads/{name}", json=form, timeout=60).raise_for_status()
        seen = list(samples(name, first, random.Random(seed)))
        past, live = seen[:-LIVE_MINUTES], seen[-LIVE_MINUTES:]
        for begin in range(0, len(past), BATCH):
            push(url, name, past[begin : begin + BATCH])
        settle(url, name, past[-1]["time"])
        for begin in range(0, len(live), LIVE_BATCH):
            push(url, name, live[begin : begin + LIVE_BATCH])
            settle(url, name, live[min(begin + LIVE_BATCH, len(live)) - 1]["time"])
        print(f"{name}: {len(seen)} samples")


if __name__ == "__main__":
    main(sys.argv[1])
