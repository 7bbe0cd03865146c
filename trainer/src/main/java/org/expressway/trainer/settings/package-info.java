/**
 * Settings in YAML, checked against what may be set.
 *
 * <p>A schema is a list of {@link org.expressway.trainer.settings.Setting}: name, standard value, what is allowed. {@link
 * org.expressway.trainer.settings.SettingsFile} composes a document to nodes that know their lines and never constructs
 * an object from it; {@link org.expressway.trainer.settings.Check} turns nodes into {@link
 * org.expressway.trainer.settings.Settings} and gathers every fault before it refuses.
 */
@NullMarked
package org.expressway.trainer.settings;

import org.jspecify.annotations.NullMarked;
