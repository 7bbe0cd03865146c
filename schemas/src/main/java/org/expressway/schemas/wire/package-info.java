/**
 * Records on the wire: the Confluent framing (magic byte, 4-byte schema id, Avro binary) with one class that
 * speaks to the schema registry, and codecs that copy {@code array<float>} in bulk instead of boxing 20,000 floats.
 */
@NullMarked
package org.expressway.schemas.wire;

import org.jspecify.annotations.NullMarked;
