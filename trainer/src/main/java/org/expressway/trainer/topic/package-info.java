/** The trainer's way to Kafka: topics read from their beginning to where they ended when asked, and single records written. */
@NullMarked
package org.expressway.trainer.topic;

import org.jspecify.annotations.NullMarked;
