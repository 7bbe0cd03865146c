/**
 * The science on files, without a broker: {@code normalize}, {@code correct} and {@code qc} read a genes x samples table,
 * call the same classes of {@code analysis} as the stream, and write a table or JSON.
 *
 * <p>Nothing here, or reached from here before a file is read, touches Kafka, Flink or Avro: these commands start in a
 * second. Memory is bounded by the matrix, which is held once.
 */
@NullMarked
package org.expressway.cli.file;

import org.jspecify.annotations.NullMarked;
