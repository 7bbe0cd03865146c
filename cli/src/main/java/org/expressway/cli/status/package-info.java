/**
 * How the parts of a platform are, asked from outside: Kafka's own figures, the registry's and Flink's HTTP interfaces.
 */
@NullMarked
package org.expressway.cli.status;

import org.jspecify.annotations.NullMarked;
