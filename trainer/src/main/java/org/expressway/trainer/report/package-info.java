/**
 * An evaluation for people and for programs: one JSON object, a few lines of text, and one HTML page that needs nothing but
 * itself (its plots are SVG in the page, without a script).
 */
@NullMarked
package org.expressway.trainer.report;

import org.jspecify.annotations.NullMarked;
