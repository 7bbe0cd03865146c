/**
 * One raw record in, one admitted sample or one dead letter out: decoding, identity, quality checks, size factor, and
 * the rule that the same content counts once while other content under the same key is a conflict.
 */
@NullMarked
package org.expressway.stream.admit;

import org.jspecify.annotations.NullMarked;
