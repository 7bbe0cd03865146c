/**
 * The door at which subject ids become pseudonyms: HMAC-SHA-256 under a key that stays with the laboratory. Everything that
 * publishes asks {@link org.expressway.ingest.pseudonym.Pseudonyms}; nothing in this package logs or shows a key.
 */
@NullMarked
package org.expressway.ingest.pseudonym;

import org.jspecify.annotations.NullMarked;
