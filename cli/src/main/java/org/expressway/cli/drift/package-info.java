/**
 * {@code expressway drift}: alarms of the scorer's charts, what they mean, who answers for them, and the charts as a page.
 */
@NullMarked
package org.expressway.cli.drift;

import org.jspecify.annotations.NullMarked;
