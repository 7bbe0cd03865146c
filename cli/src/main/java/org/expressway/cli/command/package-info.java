/**
 * One class a subcommand: options, one call into a service, and how its result is shown.
 */
@NullMarked
package org.expressway.cli.command;

import org.jspecify.annotations.NullMarked;
