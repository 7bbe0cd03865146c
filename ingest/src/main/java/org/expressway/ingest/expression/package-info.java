/**
 * Expression as any laboratory's tool wrote it: gene ids and values in the file's own order, what the reader knows of
 * their unit, and what a person should be told. Readers of the formats make it, gene identity and publishing use it.
 */
@NullMarked
package org.expressway.ingest.expression;

import org.jspecify.annotations.NullMarked;
