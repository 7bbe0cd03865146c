package org.expressway.analysis.correct;

/**
 * R's default generator, so that published tests which begin with {@code set.seed} can be repeated: Mersenne Twister
 * (Matsumoto and Nishimura 1998, ACM TOMACS 8:3) seeded by R's linear congruence, normals by inversion with algorithm
 * AS 241 (Wichura 1988, Applied Statistics 37:477).
 */
final class RandomOfR {
    private static final int N = 624;
    private static final int M = 397;
    private static final double BIG = 134217728;
    private static final double[] CENTRE_ABOVE = {
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727
    };
    private static final double[] CENTRE_BELOW = {
        1,
        42.313330701600911252,
        687.18700749205790830,
        5394.1960214247511077,
        21213.794301586595867,
        39307.895800092710610,
        28729.085735721942674,
        5226.4952788528545610
    };
    private static final double[] FLANK_ABOVE = {
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, .241780725177450611770, .0227238449892691845833, 7.74545014278341407640e-4
    };
    private static final double[] FLANK_BELOW = {
        1,
        2.05319162663775882187,
        1.67638483018380384940,
        .689767334985100004550,
        .148103976427480074590,
        .0151986665636164571966,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9
    };
    private static final double[] TAIL_ABOVE = {
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, .296560571828504891230,
        .0265321895265761230930, .00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7
    };
    private static final double[] TAIL_BELOW = {
        1,
        .599832206555887937690,
        .136929880922735805310,
        .0148753612908506148525,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15
    };

    private final int[] state = new int[N];
    private int next = N;

    /** As {@code set.seed(seed)}. */
    RandomOfR(int seed) {
        int value = seed;
        for (int i = 0; i <= 50; i++) {
            value = 69069 * value + 1;
        }
        for (int i = 0; i < N; i++) {
            value = 69069 * value + 1;
            state[i] = value;
        }
    }

    double uniform() {
        if (next == N) {
            renew();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >>> 18;
        return Integer.toUnsignedLong(y) * 2.3283064365386963e-10;
    }

    double normal() {
        double u = (int) (BIG * uniform()) + uniform();
        return quantile(u / BIG);
    }

    /** As {@code rbinom(1, 1, p)}. */
    int bernoulli(double p) {
        boolean rare = p < .5;
        boolean failed = uniform() < (rare ? 1 - p : p);
        return failed == (rare || p == .5) ? 0 : 1;
    }

    private void renew() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }

    private static double quantile(double p) {
        double q = p - .5;
        if (Math.abs(q) <= .425) {
            double r = .180625 - q * q;
            return q * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
        }
        double r = Math.sqrt(-StrictMath.log(Math.min(p, 1 - p)));
        double far = r <= 5
                ? polynomial(FLANK_ABOVE, r - 1.6) / polynomial(FLANK_BELOW, r - 1.6)
                : polynomial(TAIL_ABOVE, r - 5) / polynomial(TAIL_BELOW, r - 5);
        return q < 0 ? -far : far;
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
