#!/usr/bin/env python3
"""Writes the HDF5 files beside it, as Cell Ranger and anndata lay them out. Needs h5py and numpy.

Every file has the same 4 cells x 5 genes of counts, of which cell c has at gene g the entry below; so has each layout.
"""
import pathlib

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
X = np.array([[0, 3, 0, 120, 1], [7, 0, 0, 0, 2], [0, 0, 0, 0, 0], [1, 1, 250, 0, 9]], dtype=np.float32)
CELLS = ["AAAC-1", "AAAG-1", "AACC-1", "AACT-1"]
GENES = ["ENSG00000141510", "ENSG00000012048", "ENSG00000139618", "ENSG00000146648", "ENSG00000136997"]
SYMBOLS = ["TP53", "BRCA1", "BRCA2", "EGFR", "MYC"]


def compressed(matrix):
    """data, indices and indptr of a matrix compressed by its rows."""
    data, indices, starts = [], [], [0]
    for row in matrix:
        places = np.nonzero(row)[0]
        data += list(row[places])
        indices += list(places)
        starts.append(len(data))
    return np.array(data), np.array(indices), np.array(starts)


def texts(group, name, values):
    group.create_dataset(name, data=np.array(values, dtype=object), dtype=h5py.string_dtype())
    group[name].attrs["encoding-type"] = "string-array"


def open_new(name):
    return h5py.File(HERE / name, "w", libver="earliest")


def tenx(name, v3):
    with open_new(name) as f:
        group = f.create_group("matrix" if v3 else "GRCh38")
        data, indices, starts = compressed(X)
        group.create_dataset("data", data=data.astype(np.int32), compression="gzip", chunks=(4,))
        group.create_dataset("indices", data=indices.astype(np.int64), compression="gzip", chunks=(4,))
        group.create_dataset("indptr", data=starts.astype(np.int64))
        group.create_dataset("shape", data=np.array([5, 4], dtype=np.int32))
        group.create_dataset("barcodes", data=np.array(CELLS, dtype="S18"))
        names = group.create_group("features") if v3 else group
        names.create_dataset("id" if v3 else "genes", data=np.array(GENES, dtype="S15"))
        names.create_dataset("name" if v3 else "gene_names", data=np.array(SYMBOLS, dtype="S8"))
        if v3:
            kinds = ["Gene Expression"] * 4 + ["Antibody Capture"]
            names.create_dataset("feature_type", data=np.array(kinds, dtype="S16"))


def sparse(parent, name, matrix, kind):
    group = parent.create_group(name)
    group.attrs["encoding-type"] = kind + "_matrix"
    group.attrs["encoding-version"] = "0.1.0"
    group.attrs["shape"] = np.array(matrix.shape, dtype=np.int64)
    data, indices, starts = compressed(matrix if kind == "csr" else matrix.T)
    group.create_dataset("data", data=data.astype(np.float32))
    group.create_dataset("indices", data=indices.astype(np.int32))
    group.create_dataset("indptr", data=starts.astype(np.int32))


def tables(f):
    obs = f.create_group("obs")
    obs.attrs["_index"] = "barcode"
    texts(obs, "barcode", CELLS)
    batch = obs.create_group("batch")
    batch.attrs["encoding-type"] = "categorical"
    batch.create_dataset("codes", data=np.array([0, 1, 1, -1], dtype=np.int8))
    texts(batch, "categories", ["b1", "b2"])
    obs.create_dataset("n_genes", data=np.array([3, 2, 0, 4], dtype=np.int64))
    var = f.create_group("var")
    var.attrs["_index"] = "_index"
    texts(var, "_index", SYMBOLS)
    texts(var, "gene_ids", GENES)


def anndata(name, write_x):
    with open_new(name) as f:
        f.attrs["encoding-type"] = "anndata"
        tables(f)
        write_x(f)


def dense_and_layers(f):
    f.create_dataset("X", data=np.log1p(X).astype(np.float32), chunks=(2, 3), compression="gzip")
    layers = f.create_group("layers")
    sparse(layers, "counts", X, "csr")
    layers.create_dataset("doubled", data=(2 * X).astype(np.float64))
    raw = f.create_group("raw")
    sparse(raw, "X", X, "csc")
    var = raw.create_group("var")
    var.attrs["_index"] = "_index"
    texts(var, "_index", SYMBOLS)


def cut(name, source, drop):
    """A copy of a fixture without one of its parts."""
    with h5py.File(HERE / source, "r") as old, open_new(name) as new:
        for key in old:
            old.copy(key, new)
        for key, value in old.attrs.items():
            new.attrs[key] = value
        del new[drop]


def broken(name, edit):
    cut(name, "csr.h5ad", "X/" + edit[0])
    with h5py.File(HERE / name, "r+") as f:
        f["X"].create_dataset(edit[0], data=edit[1])


tenx("cellranger3.h5", True)
tenx("cellranger2.h5", False)
anndata("csr.h5ad", lambda f: sparse(f, "X", X, "csr"))
anndata("csc.h5ad", lambda f: sparse(f, "X", X, "csc"))
anndata("dense.h5ad", dense_and_layers)
cut("no_indptr.h5", "cellranger3.h5", "matrix/indptr")
cut("no_features.h5", "cellranger3.h5", "matrix/features")
cut("no_x.h5ad", "csr.h5ad", "X")
cut("no_var.h5ad", "csr.h5ad", "var")
cut("no_data.h5ad", "csr.h5ad", "X/data")
broken("index_too_large.h5ad", ("indices", np.array([1, 3, 4, 0, 4, 0, 1, 2, 99], dtype=np.int32)))
broken("index_twice.h5ad", ("indices", np.array([1, 3, 3, 0, 4, 0, 1, 2, 4], dtype=np.int32)))
broken("indptr_down.h5ad", ("indptr", np.array([0, 3, 2, 5, 9], dtype=np.int32)))
broken("text_values.h5ad", ("data", np.array(list("abcdefghi"), dtype="S1")))
with open_new("long_claim.h5ad") as f:
    # Claims 2^31 stored values without having any.
    f.attrs["encoding-type"] = "anndata"
    tables(f)
    sparse(f, "X", X, "csr")
    del f["X/data"]
    f["X"].create_dataset("data", shape=(2**31,), dtype="f4", chunks=(1024,))
with open_new("other.h5") as f:
    f.create_group("weights").create_dataset("layer1", data=np.zeros(3))
