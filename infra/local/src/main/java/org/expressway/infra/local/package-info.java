/**
 * The platform of one machine, without Docker: a Kafka broker and a Flink cluster in this JVM, the schema registry as a child process, all of them
 * on loopback ports chosen anew at each start, all of their data below one directory.
 *
 * <p>{@link org.expressway.infra.local.DataDirectory} owns that directory, {@link org.expressway.infra.local.PlatformFile} tells clients where the
 * running parts listen. Each part starts with {@code start}, is up when {@code start} returns, and ends with {@code close}.
 */
@NullMarked
package org.expressway.infra.local;

import org.jspecify.annotations.NullMarked;
