package org.expressway.trainer.search;

import java.util.List;
import java.util.SplittableRandom;

/** Where the values of a setting are drawn from. */
public sealed interface Range {
    Object draw(SplittableRandom random);

    /** One of these, each as likely. */
    record OneOf(List<Object> values) implements Range {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public Object draw(SplittableRandom random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /**
     * A number between two, evenly or evenly in its logarithm.
     *
     * @param whole whether it is rounded to a whole number
     */
    record Between(double least, double most, boolean logarithmic, boolean whole) implements Range {
        @Override
        public Object draw(SplittableRandom random) {
            double u = random.nextDouble();
            double value = logarithmic
                    ? Math.exp(Math.log(least) + u * (Math.log(most) - Math.log(least)))
                    : least + u * (most - least);
            double held = Math.min(most, Math.max(least, value));
            if (whole) {
                return Math.round(held);
            }
            return held;
        }
    }
}
