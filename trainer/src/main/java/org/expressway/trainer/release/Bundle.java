package org.expressway.trainer.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.RecordSetting;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.trainer.annotate.Annotation;
import org.expressway.trainer.calibrate.BundleCalibration;
import org.expressway.trainer.calibrate.Calibration;
import org.expressway.trainer.calibrate.Calibrator;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.drift.DriftPart;
import org.expressway.trainer.recipe.TrainedModel;
import org.expressway.trainer.snapshot.Snapshot;

/** The bytes of a model's bundle. They hold neither time nor place: the same data, recipe and seed give the same bytes. */
final class Bundle {
    private Bundle() {}

    static byte[] of(String model, Snapshot snapshot, Choice choice, Annotation annotation, DriftPart drift, long seed)
            throws IOException {
        TrainedModel trained = choice.released();
        List<RecordSetting> settings = trained.settings().entrySet().stream()
                .map(setting -> new RecordSetting(setting.getKey(), setting.getValue()))
                .toList();
        ModelBundle.Builder bundle = ModelBundle.newBuilder()
                .setModel(model)
                .setRecipe(trained.recipe())
                .setReferenceId(snapshot.reference().referenceId())
                .setPanelId(snapshot.reference().panelId())
                .setClasses(snapshot.set().classes())
                .setImputation(FloatVector.of(
                        snapshot.imputation().meansOr(trained.standardisation().mean())))
                .setOnnx(ByteBuffer.wrap(choice.onnx()))
                .setSettings(settings)
                .setDataFingerprint(snapshot.fingerprint())
                .setSeed(seed);
        BundleExplanation.write(choice, snapshot.set(), annotation, bundle);
        Calibration calibration = calibration(snapshot, choice);
        BundleCalibration.write(calibration, snapshot.set().classes(), bundle);
        drift.of(snapshot, choice, calibration, seed).ifPresent(bundle::setDrift);
        return new RecordArtifact<>(ModelBundle.class).write(bundle.build());
    }

    private static Calibration calibration(Snapshot snapshot, Choice choice) {
        Split split = choice.split();
        int[] learned = IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation()))
                .sorted()
                .toArray();
        return Calibrator.of(choice.released(), snapshot.set(), learned, split.test(), snapshot.firstServed());
    }
}
