package org.expressway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.expressway.e2e.Mutant.Destiny;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Raw records that are broken in every way we know, from good ones of the reference's own site; the same seed gives the same
 * ones. Each is made of a sample with an id of its own, so that what becomes of one is independent of the others.
 */
final class Mutants {
    /** Bytes of a record that the topic just takes. */
    private static final int LARGEST = (2 << 20) - 1_000;

    private static final int A_LARGE_ONE_IN = 20_000;
    private static final int A_BATCH = 500;

    private final SplittableRandom random;
    private final List<SimulatedSample> base;
    private final String panelId;
    private final SchemaRegistry registry;
    private final RegistrySerde<ExpressionSample> serde;
    private final int unitAt;
    private final List<Supplier<Mutant>> kinds;
    private long made;
    private byte[] lastGood = new byte[0];
    private ExpressionSample lastSample;

    /** @param base samples of site A whose batch is the reference's */
    Mutants(long seed, List<SimulatedSample> base, String panelId, SchemaRegistry registry) {
        this.random = new SplittableRandom(seed);
        this.base = base;
        this.panelId = panelId;
        this.registry = registry;
        this.serde = Topics.RAW.valueSerde(registry);
        this.lastSample = fresh();
        this.unitAt =
                Arrays.mismatch(bytes(lastSample), bytes(with(lastSample, b -> b.setUnit(ExpressionUnit.UNKNOWN))));
        this.kinds = new ArrayList<>();
        kinds.addAll(bytesThatAreWrong());
        kinds.addAll(lengthsThatAreWrong());
        kinds.addAll(contentThatIsWrong());
        kinds.addAll(keysAndHeadersThatAreWrong());
    }

    /** A good one that nobody has touched. */
    Mutant good() {
        lastSample = fresh();
        lastGood = bytes(lastSample);
        return new Mutant("good", key(lastSample), lastGood, Destiny.OUTPUT);
    }

    Mutant next() {
        if (random.nextInt(A_LARGE_ONE_IN) == 0) {
            return large();
        }
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private List<Supplier<Mutant>> bytesThatAreWrong() {
        return List.of(
                () -> changed("flipped bits", Destiny.EITHER, this::flipped),
                () -> changed("bytes at random places", Destiny.EITHER, this::overwritten),
                () -> changed("cut short", Destiny.LETTER, b -> Arrays.copyOf(b, random.nextInt(b.length))),
                () -> changed(
                        "bytes left over", Destiny.LETTER, b -> Arrays.copyOf(b, b.length + random.nextInt(1, 9))),
                () -> changed("not the magic byte", Destiny.LETTER, b -> put(b, 0, random.nextInt(1, 256))),
                () -> changed("an unknown schema", Destiny.LETTER, b -> schema(b, random.nextInt(10_000, 10_100))),
                () -> changed("a negative schema", Destiny.LETTER, b -> schema(b, -random.nextInt(1, 1 << 30))),
                () -> changed("an enum's index", Destiny.LETTER, b -> put(b, unitAt, random.nextInt(40, 120))),
                () -> changed("another topic's record", Destiny.LETTER, b -> manifest()),
                () -> changed("nothing but noise", Destiny.LETTER, b -> noise(random.nextInt(6, 2_000))),
                () -> changed("empty", Destiny.LETTER, b -> new byte[0]),
                () -> new Mutant("no value", key(fresh()), null, Destiny.LETTER));
    }

    private List<Supplier<Mutant>> lengthsThatAreWrong() {
        return List.of(
                () -> changed("a length of 2^31", Destiny.EITHER, b -> length(b, 1L << 31)),
                () -> changed("a length of 2^31 - 1", Destiny.EITHER, b -> length(b, Integer.MAX_VALUE)),
                () -> changed("a length of 2^62", Destiny.EITHER, b -> length(b, 1L << 62)),
                () -> changed("a negative length", Destiny.EITHER, b -> length(b, -random.nextLong(1, 1L << 40))),
                () -> changed("the first length of 2^31", Destiny.LETTER, b -> length(b, 5, 1L << 31)),
                () -> changed("the first length negative", Destiny.LETTER, b -> length(b, 5, -2)));
    }

    private List<Supplier<Mutant>> contentThatIsWrong() {
        return List.of(
                () -> values("a value missing", Destiny.EITHER, Float.NaN),
                () -> values("an infinite value", Destiny.LETTER, Float.POSITIVE_INFINITY),
                () -> values("a negative value", Destiny.LETTER, -random.nextInt(1, 1_000)),
                () -> values("an enormous value", Destiny.EITHER, Float.MAX_VALUE),
                () -> sample("all missing", Destiny.LETTER, b -> b.setValues(filled(Float.NaN))),
                () -> sample("all zero", Destiny.LETTER, b -> b.setValues(filled(0))),
                () -> sample("too few values", Destiny.LETTER, b -> b.setValues(FloatVector.of(1, 2, 3))),
                () -> sample("another panel", Destiny.LETTER, b -> b.setPanelId("0".repeat(64))),
                () -> sample("another unit", Destiny.LETTER, b -> b.setUnit(ExpressionUnit.LOG2)),
                () -> sample("no batch", Destiny.LETTER, b -> b.setBatchId("")),
                () -> sample("a slash in its batch", Destiny.LETTER, b -> b.setBatchId("a/b")),
                () -> sample(
                        "indices out of order",
                        Destiny.LETTER,
                        b -> b.setValues(FloatVector.of(1, 2)).setIndices(List.of(7, 7))),
                () -> sample(
                        "an index beyond",
                        Destiny.LETTER,
                        b -> b.setValues(FloatVector.of(1, 2)).setIndices(List.of(0, 1 << 30))),
                () -> sample("a text too long", Destiny.LETTER, b -> b.setSubjectId("x".repeat(20_000))),
                () -> sample("in a run that is open", Destiny.OUTPUT, b -> b.setBatchId("b" + made / A_BATCH)),
                this::good,
                this::repeated,
                this::conflicting);
    }

    private List<Supplier<Mutant>> keysAndHeadersThatAreWrong() {
        return List.of(
                () -> keyed("another's key", "A/somebody-else".getBytes(UTF_8)),
                () -> keyed("no key", null),
                () -> keyed("an empty key", new byte[0]),
                () -> keyed("a key that is no text", noise(12)),
                () -> keyed("an endless key", noise(50_000)),
                () -> headed("a claim to be redriven", Destiny.OUTPUT, bytes(fresh())),
                () -> headed("a claim to be redriven, and noise", Destiny.LETTER, noise(40)));
    }

    private Mutant repeated() {
        return lastGood.length == 0 ? good() : new Mutant("repeated", key(lastSample), lastGood, Destiny.REPETITION);
    }

    private Mutant conflicting() {
        if (lastGood.length == 0) {
            return good();
        }
        byte[] other = bytes(with(lastSample, b -> b.setSubjectId("another-" + made++)));
        return new Mutant("other content under the same id", key(lastSample), other, Destiny.LETTER);
    }

    /** As much as the topic takes: of noise, of one text, or of a key. */
    private Mutant large() {
        return switch (random.nextInt(4)) {
            case 0 -> changed("2 MiB of noise", Destiny.LETTER, b -> noise(LARGEST));
            case 1 -> sample("a text of 1 MiB", Destiny.LETTER, b -> b.setSubjectId("x".repeat(1 << 20)));
            case 2 -> keyed("a key of 1.9 MiB", noise(1_900_000));
            default ->
                sample(
                        "2 MiB of values",
                        Destiny.LETTER,
                        b -> b.setValues(FloatVector.of(new float[LARGEST / Float.BYTES - 200])));
        };
    }

    private Mutant changed(String kind, Destiny destiny, UnaryOperator<byte[]> change) {
        ExpressionSample sample = fresh();
        return new Mutant(kind, key(sample), change.apply(bytes(sample)), destiny);
    }

    private Mutant sample(String kind, Destiny destiny, UnaryOperator<ExpressionSample.Builder> change) {
        ExpressionSample sample = fresh();
        return new Mutant(kind, key(sample), bytes(with(sample, change)), destiny);
    }

    private Mutant values(String kind, Destiny destiny, float value) {
        ExpressionSample sample = fresh();
        float[] values = FloatVector.toArray(sample.getValues()).clone();
        values[random.nextInt(values.length)] = value;
        return new Mutant(kind, key(sample), bytes(with(sample, b -> b.setValues(FloatVector.of(values)))), destiny);
    }

    private Mutant keyed(String kind, byte[] key) {
        return new Mutant(kind, key, bytes(fresh()), Destiny.LETTER);
    }

    /** @param value of a sample that has its key, or none at all */
    private Mutant headed(String kind, Destiny destiny, byte[] value) {
        byte[] key = destiny == Destiny.LETTER ? key(fresh()) : key(serde.deserialize(Topics.RAW.name(), value));
        return new Mutant(
                kind,
                key,
                value,
                List.of(
                        new RecordHeader(DeadLetters.FIRST_ORIGIN, noise(random.nextInt(1, 400))),
                        new RecordHeader(DeadLetters.REDRIVES, "99999999999".getBytes(UTF_8))),
                destiny);
    }

    private ExpressionSample fresh() {
        SimulatedSample from = base.get(random.nextInt(base.size()));
        float[] counts = from.counts().clone();
        for (int i = 0; i < 8; i++) {
            counts[random.nextInt(counts.length)] += 1;
        }
        String id = "m%08d".formatted(made++);
        SimulatedSample own = new SimulatedSample(from.site(), from.batchId(), id, id, from.subtype(), counts, counts);
        return SampleCodec.simulated(own, panelId, Instant.EPOCH);
    }

    private FloatVector filled(float value) {
        float[] values = new float[base.get(0).counts().length];
        Arrays.fill(values, value);
        return FloatVector.of(values);
    }

    private static ExpressionSample with(ExpressionSample sample, UnaryOperator<ExpressionSample.Builder> change) {
        return change.apply(ExpressionSample.newBuilder(sample)).build();
    }

    private byte[] bytes(ExpressionSample sample) {
        return serde.serialize(Topics.RAW.name(), sample);
    }

    private static byte[] key(ExpressionSample sample) {
        return Keys.of(sample.getSite(), sample.getSampleId()).getBytes(UTF_8);
    }

    private byte[] manifest() {
        RunManifest run = RunManifest.newBuilder()
                .setSite("A")
                .setBatchId("x")
                .setState(RunState.OPEN)
                .setAt(Instant.EPOCH)
                .build();
        return Topics.RUN.valueSerde(registry).serialize(Topics.RUN.name(), run);
    }

    private byte[] flipped(byte[] bytes) {
        for (int i = random.nextInt(1, 9); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] overwritten(byte[] bytes) {
        for (int i = random.nextInt(1, 9); i > 0; i--) {
            bytes[random.nextInt(5, bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] put(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] schema(byte[] bytes, int id) {
        ByteBuffer.wrap(bytes).putInt(1, id);
        return bytes;
    }

    private byte[] length(byte[] bytes, long length) {
        return length(bytes, random.nextInt(5, bytes.length), length);
    }

    /** Puts a number where one may stand, in Avro's zigzag, over what is there. */
    private static byte[] length(byte[] bytes, int at, long length) {
        ByteArrayOutputStream varint = new ByteArrayOutputStream();
        long left = (length << 1) ^ (length >> 63);
        while ((left & ~0x7fL) != 0) {
            varint.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        varint.write((int) left);
        byte[] over = varint.toByteArray();
        System.arraycopy(over, 0, bytes, at, Math.min(over.length, bytes.length - at));
        return bytes;
    }

    private byte[] noise(int size) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        return noise;
    }
}
