#!/usr/bin/python3
"""What training/TrainingSpeed.java measures, in PyTorch and scikit-learn: the same shapes, batches, optimiser and threads.
Prints one number, samples a second. The samples are standardised beforehand, which the Java side does batch by batch."""
import os
import statistics
import sys
import time

recipe, genes, epochs, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = str(threads)
import numpy as np

SAMPLES, CLASSES, BATCH = 320, 5, 64
rng = np.random.default_rng(1)
x = rng.standard_normal((SAMPLES, genes), dtype=np.float32)
y = np.arange(SAMPLES) % CLASSES
for c in range(CLASSES):
    x[np.ix_(y == c, np.arange(c, genes, 200))] += 1
x = (x - x.mean(0)) / x.std(0)

if recipe == "logistic":
    from sklearn.linear_model import LogisticRegressionCV

    start = time.perf_counter()
    LogisticRegressionCV(
        Cs=[1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100], cv=3, scoring="neg_log_loss", max_iter=500, tol=1e-4
    ).fit(x, y)
    print("%.1f" % (SAMPLES / (time.perf_counter() - start)))
    sys.exit()

import torch
from torch import nn

torch.set_num_threads(threads)
torch.manual_seed(1)


class Attention(nn.Module):
    def __init__(self, modules=50, width=32):
        super().__init__()
        self.modules_, self.width = modules, width
        self.tokens = nn.Parameter(torch.randn(modules, genes // modules, width) * (2 * modules / genes) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(modules, 1, width))
        self.q, self.k, self.v = (nn.Linear(width, width) for _ in range(3))
        self.pool, self.drop, self.out = nn.Linear(width, 1), nn.Dropout(0.2), nn.Linear(width, CLASSES)

    def forward(self, z):
        z = z.view(len(z), -1, self.modules_).permute(2, 0, 1)
        t = (torch.bmm(z, self.tokens) + self.bias).transpose(0, 1)
        mutual = torch.softmax(self.q(t) @ self.k(t).transpose(1, 2) / self.width**0.5, -1)
        h = t + mutual @ self.v(t)
        a = torch.softmax(self.pool(h), 1)
        return self.out(self.drop((a * h).sum(1)))


if recipe == "autoencoder":
    model = nn.Sequential(
        nn.Dropout(0.1),
        nn.Linear(genes, 512), nn.ReLU(), nn.Linear(512, 128), nn.Linear(128, 512), nn.ReLU(), nn.Linear(512, genes),
    )
    loss = lambda out, rows, labels: nn.functional.mse_loss(out, rows)
elif recipe == "dense":
    model = nn.Sequential(
        nn.Linear(genes, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 64), nn.ReLU(), nn.Dropout(0.3),
        nn.Linear(64, CLASSES),
    )
    loss = lambda out, rows, labels: nn.functional.cross_entropy(out, labels)
else:
    model = Attention()
    loss = lambda out, rows, labels: nn.functional.cross_entropy(out, labels)
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)
samples, labels, seconds = torch.from_numpy(x), torch.from_numpy(y), []
for epoch in range(epochs):
    start = time.perf_counter()
    for batch in torch.randperm(SAMPLES).split(BATCH):
        optimiser.zero_grad()
        rows = samples[batch]
        loss(model(rows), rows, labels[batch]).backward()
        optimiser.step()
    seconds.append(time.perf_counter() - start)
print("%.1f" % (SAMPLES / statistics.median(seconds[2:])))
