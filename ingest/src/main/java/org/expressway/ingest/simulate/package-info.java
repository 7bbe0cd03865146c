/**
 * A cohort of simulated samples whose truth is known, for demonstrations and tests: negative-binomial counts, subtypes
 * with overlapping programmes, sites with per-gene location and scale effects. Everything it gives is simulated and has
 * to be labelled so wherever it is shown. The same settings give the same bits on any Java platform from 17 on.
 */
@NullMarked
package org.expressway.ingest.simulate;

import org.jspecify.annotations.NullMarked;
