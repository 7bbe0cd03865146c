/**
 * Random search for a recipe's settings, nested inside the training side.
 *
 * <p>{@link org.expressway.trainer.search.SearchedRecipe} is a recipe like any other: to train it is to draw candidates
 * from a {@link org.expressway.trainer.search.SearchSpace}, to halve them on inner folds of subjects ({@link
 * org.expressway.trainer.search.Halving}), and to train the best. What has been tried is in a {@link
 * org.expressway.trainer.search.Journal}, so a search that was stopped goes on where it was.
 */
@NullMarked
package org.expressway.trainer.search;

import org.jspecify.annotations.NullMarked;
