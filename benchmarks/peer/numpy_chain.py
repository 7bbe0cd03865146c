#!/usr/bin/env python3
"""What numpy takes for the same steps, one sample at a time on one core: numpy_chain.py [genes ...]

The counts are drawn like those of Workload.java. Lines are as those of `run`: minimum, median, ninth decile, in microseconds.
float32 is what a Python user would write; float64 is what the Java side computes in.
"""
import os
import sys
import time

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[threads] = "1"
import numpy as np  # noqa: E402

SAMPLES = 24
SECONDS = 1.0


def measure(name, genes, step):
    for i in range(SAMPLES):
        step(i)
    taken = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(taken) < 30:
        begin = time.perf_counter_ns()
        step(len(taken) % SAMPLES)
        taken.append((time.perf_counter_ns() - begin) / 1000)
    low, middle, high = np.percentile(taken, [0, 50, 90])
    print(f"{name + '  ' + str(genes):<50}{low:>10.1f}{middle:>10.1f}{high:>10.1f}", flush=True)


def chain(genes, kind):
    random = np.random.default_rng(1)
    means = random.normal(4, 2, genes)
    draws = [random.poisson(2.0**means * random.gamma(20, 1 / 20, genes)) for _ in range(SAMPLES)]
    counts = [draw.astype(np.float32) for draw in draws]
    encoded = [sample.tobytes() for sample in counts]
    used = np.all([sample > 0 for sample in counts], axis=0)
    geometric = np.where(used, np.exp(np.mean([np.log(np.maximum(s, 1)) for s in counts], axis=0)), np.inf).astype(kind)
    normalized = [np.log2(sample.astype(kind) + kind(0.5)) for sample in counts]
    scale, shift = random.gamma(8, 1 / 8, genes).astype(kind), random.normal(0, 0.3, genes).astype(kind)
    state = {"n": 0, "mean": np.zeros(genes, kind), "m2": np.zeros(genes, kind)}

    def size_factor(sample):
        ratio = sample / geometric
        return np.median(ratio[ratio > 0])

    def log_counts(sample, size):
        return np.log2(sample.astype(kind) * kind(1 / size) + kind(0.5))

    def log_cpm(i):
        return np.log2((counts[i] + kind(0.5)) * kind(1e6 / (float(counts[i].sum()) + 1)))

    def update(values):
        state["n"] += 1
        deviation = values - state["mean"]
        state["mean"] += deviation / state["n"]
        state["m2"] += deviation * (values - state["mean"])

    def whole(i):
        sample = np.frombuffer(encoded[i], dtype="<f4")
        values = log_counts(sample, size_factor(sample))
        update(values)
        return values * scale + shift

    label = np.dtype(kind).name
    measure(f"numpy {label} frombuffer", genes, lambda i: np.frombuffer(encoded[i], dtype="<f4"))
    measure(f"numpy {label} size factor (median of ratios)", genes, lambda i: size_factor(counts[i]))
    measure(f"numpy {label} log2(c / s + prior)", genes, lambda i: log_counts(counts[i], 1.1))
    measure(f"numpy {label} log-CPM", genes, log_cpm)
    measure(f"numpy {label} update", genes, lambda i: update(normalized[i]))
    measure(f"numpy {label} correct, folded", genes, lambda i: normalized[i] * scale + shift)
    measure(f"numpy {label} chain", genes, whole)


for number in map(int, sys.argv[1:] or ["20000"]):
    chain(number, np.float32)
    chain(number, np.float64)
