/** One prediction told to a person: its case brought together from the topics and the bundle, as text, JSON or a page. */
@NullMarked
package org.expressway.cli.explain;

import org.jspecify.annotations.NullMarked;
