package org.expressway.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectCommandTest {
    private static final int GENES = 40;

    @TempDir
    private Path directory;

    @Test
    void bladderIsWhatRGivesWithReferenceB2() throws BadInput {
        Path out = directory.resolve("out.tsv.gz");
        Run run = asInR("bladder/expr.tsv.gz", "bladder/samples.tsv", "b2", out);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        PreciseMatrix expected = Tables.matrix(Tables.oracle("bladder/combat/combat_ref.tsv.gz"));
        assertThat(Tables.largestDifference(Tables.matrix(out), expected)).isLessThan(1e-9);
    }

    @Test
    void simulatedBatchesAreWhatRGivesWithReferenceB() throws BadInput {
        assertSameAsR("combat_ref");
    }

    @Test
    void theReferencePassesBitForBit() throws BadInput {
        Path out = directory.resolve("out.tsv");
        Path matrix = matrix(1);
        assertThat(correct(matrix, sheet(), "--out", out, "--digits", 17).exit())
                .isEqualTo(ExitCode.OK);
        PreciseMatrix before = Tables.matrix(matrix);
        PreciseMatrix after = Tables.matrix(out);
        assertThat(after.frame().samples()).isEqualTo(before.frame().samples());
        assertThat(after.frame().genes()).isEqualTo(before.frame().genes());
        assertThat(after.frame().corner()).isEqualTo("probe");
        for (int s = 0; s < 10; s++) {
            assertThat(after.values()[2 * s]).isEqualTo(before.values()[2 * s]);
            assertThat(after.values()[2 * s + 1]).isNotEqualTo(before.values()[2 * s + 1]);
        }
    }

    @Test
    void theOrderOfTheColumnsIsNotInTheResult() throws BadInput {
        Path out = directory.resolve("out.tsv");
        correct(matrix(1), sheet(), "--out", out, "--digits", 17);
        Path reversed = directory.resolve("reversed.tsv");
        correct(reversed(matrix(1)), sheet(), "--out", reversed, "--digits", 17);
        double[][] forwards = Tables.matrix(out).values();
        double[][] backwards = Tables.matrix(reversed).values();
        for (int s = 0; s < forwards.length; s++) {
            assertThat(backwards[s]).isEqualTo(forwards[forwards.length - 1 - s]);
        }
    }

    @Test
    void parametersHaveARowForEachBatchAndGene() throws BadInput {
        Path parameters = directory.resolve("parameters.tsv.gz");
        Run run = asInR(
                "nbsim/expr_filt.tsv.gz",
                "nbsim/samples.tsv",
                "B",
                directory.resolve("out.tsv"),
                "--parameters",
                parameters);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        Path expected = Tables.oracle("nbsim/combat_filt/combat_params_ref.tsv.gz");
        for (String name : List.of("gamma_hat", "delta_hat", "gamma_star", "delta_star")) {
            double[] ofA = Tables.column(expected, name + ".A");
            double[] both = Tables.column(parameters, name);
            double[] first = Arrays.copyOf(both, ofA.length);
            assertThat(both).hasSize(2 * ofA.length);
            assertThat(Tables.largestDifference(first, ofA)).as(name).isLessThan(1e-9);
        }
        assertThat(Arrays.stream(Tables.column(parameters, "posterior_sd"))).allMatch(sd -> sd > 0);
    }

    @Test
    void aClassCovariateWithoutTheGuardSparesTheClassesOfAnotherMix() throws BadInput {
        Path matrix = Tables.write(directory, "classes.tsv", classesText());
        Path sheet = Tables.write(directory, "classes-sheet.tsv", classesSheet());
        Path out = directory.resolve("out.tsv");
        Run run = correct(matrix, sheet, "--out", out, "--guard", "off", "--covariate-column", "class");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("COVARIATE").contains("labels of both taken as given");
        assertThat(shiftWithinClasses(Tables.matrix(out))).isLessThan(.1);
        correct(matrix, sheet, "--out", out, "--guard", "off");
        assertThat(shiftWithinClasses(Tables.matrix(out))).isGreaterThan(.5);
    }

    @Test
    void aBatchWithoutAClassOfTheReferenceIsConfounded() throws BadInput {
        Path matrix = Tables.write(directory, "classes.tsv", classesText());
        String confounded = classesSheet().replace("other\tsick", "other\tdead").replace("other\twell", "other\tdead");
        Path sheet = Tables.write(directory, "confounded.tsv", confounded);
        Path out = directory.resolve("out.tsv");
        Run run = correct(matrix, sheet, "--out", out, "--digits", 17, "--guard", "off", "--covariate-column", "class");
        assertThat(run.err()).contains("CONFOUNDED").contains("the batch has [dead], the reference [sick, well]");
        assertThat(Tables.matrix(out).values())
                .isDeepEqualTo(Tables.matrix(matrix).values());
    }

    @Test
    void aSmallBatchIsLeftAloneAndJsonSaysWhy() throws BadInput {
        Path out = directory.resolve("out.tsv");
        Run run = correct(
                matrix(1), sheet(), "--out", out, "--digits", 17, "--json", "--min-batch-size", 11, "--all-genes");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        var row = Json.parse(run.out());
        assertThat(row.get("batch").asText()).isEqualTo("other");
        assertThat(row.get("mode").asText()).isEqualTo("UNCORRECTED");
        assertThat(row.get("reason").asText()).contains("11");
        assertThat(row.get("meanPosteriorSd").isNull()).isTrue();
        assertThat(Tables.matrix(out).values())
                .isDeepEqualTo(Tables.matrix(matrix(1)).values());
    }

    @Test
    void controlsBridgeABatchThatIsTooSmall() throws BadInput {
        Path sheet = Tables.write(directory, "roles.tsv", rolesSheet());
        Run run = Run.of(
                "correct",
                "--matrix",
                matrix(1),
                "--samples",
                sheet,
                "--batch-column",
                "plate",
                "--reference-batch",
                "ref",
                "--role-column",
                "role",
                "--material-column",
                "stuff",
                "--out",
                directory.resolve("o.tsv"),
                "--json");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(Json.parse(run.out()).get("mode").asText()).isEqualTo("BRIDGED");
        assertThat(Json.parse(run.out()).get("controls").asInt()).isEqualTo(1);
    }

    @Test
    void missingValuesStayMissing() throws BadInput {
        Path out = directory.resolve("out.tsv");
        Path matrix =
                Tables.write(directory, "na.tsv", matrixText(1).replaceFirst("\n(g0\t)[^\t]*\t[^\t]*", "\n$1NA\t"));
        assertThat(correct(matrix, sheet(), "--out", out).exit()).isEqualTo(ExitCode.OK);
        assertThat(Tables.matrix(out).values()[0][0]).isNaN();
        assertThat(Tables.matrix(out).values()[1][0]).isNaN();
        assertThat(Tables.matrix(out).frame().missing()).isEqualTo(2);
    }

    @Test
    void faultsOfMatrixAndSheetComeInOneReport() {
        Path matrix = Tables.write(directory, "bad.tsv", "g\ts0\ts1\nA\t1\tx\nB\t1\n");
        Path sheet = Tables.write(directory, "bad-sheet.tsv", "sample\tplate\ns0\t\ns1\tref\n");
        Run run = correct(matrix, sheet, "--out", "-");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err())
                .contains("bad.tsv, row 2, column 3 (s1)")
                .contains("bad.tsv, row 3")
                .contains("bad-sheet.tsv, row 2, column 2 (plate)");
    }

    @Test
    void whatTheSheetDoesNotHaveIsSaid() {
        assertBad("no column \"lot\" for the batch", "lot", "ref", sheet());
        assertBad("no batch b9 in the sheet, which has [other (10), ref (10)]", "plate", "b9", sheet());
        Path lone = Tables.write(directory, "lone.tsv", sheetText().replace("s2\tref", "s2\tmine"));
        assertBad("the reference batch mine has 1 study samples", "plate", "mine", lone);
        Path short1 = Tables.write(directory, "short.tsv", sheetText().replaceFirst("s3\tother\n", ""));
        assertBad("sample without a row in the sheet: 1 (s3)", "plate", "ref", short1);
    }

    @Test
    void contradictingOptionsAreUsageErrors() {
        assertUsage("both write to stdout", "--out", "-", "--json");
        assertUsage("which knows no controls", "--guard", "off", "--covariate-column", "c", "--role-column", "r");
        assertUsage("--min-batch-size 1", "--min-batch-size", 1);
        assertUsage("is to be written twice", "--parameters", directory.resolve("o.tsv"));
        assertUsage("expected one of [ON, OFF]", "--guard", "maybe");
    }

    @Test
    void nothingIsLeftBehindWhereACommandFails() throws Exception {
        correct(matrix(1), sheet(), "--out", directory.resolve("o.tsv"), "--reference-batch", "b9");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("m1.tsv", "sheet.tsv");
        }
    }

    private void assertSameAsR(String variant, Object... options) throws BadInput {
        Path out = directory.resolve("out.csv");
        Run run = asInR("nbsim/expr_filt.tsv.gz", "nbsim/samples.tsv", "B", out, options);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        PreciseMatrix expected = Tables.matrix(Tables.oracle("nbsim/combat_filt/" + variant + ".tsv.gz"));
        assertThat(Tables.largestDifference(Tables.matrix(out), expected)).isLessThan(1e-9);
    }

    private static Run asInR(String matrix, String sheet, String reference, Path out, Object... options) {
        List<Object> words = new ArrayList<>(List.of(
                "correct",
                "--matrix",
                Tables.oracle(matrix),
                "--samples",
                Tables.oracle(sheet),
                "--batch-column",
                "batch",
                "--reference-batch",
                reference,
                "--all-genes",
                "--guard",
                "off",
                "--digits",
                17,
                "--out",
                out));
        words.addAll(List.of(options));
        return Run.of(words.toArray());
    }

    private static Run correct(Path matrix, Path sheet, Object... options) {
        List<Object> words =
                new ArrayList<>(List.of("correct", "--matrix", matrix, "--samples", sheet, "--batch-column", "plate"));
        words.addAll(List.of(options));
        if (!words.contains("--reference-batch")) {
            words.addAll(List.of("--reference-batch", "ref"));
        }
        return Run.of(words.toArray());
    }

    private void assertBad(String message, String column, String reference, Path sheet) {
        Run run = Run.of(
                "correct",
                "--matrix",
                matrix(1),
                "--samples",
                sheet,
                "--batch-column",
                column,
                "--reference-batch",
                reference,
                "--out",
                "-");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains(message);
    }

    private void assertUsage(String message, Object... options) {
        List<Object> words = new ArrayList<>(List.of(options));
        if (!words.contains("--out")) {
            words.addAll(List.of("--out", directory.resolve("o.tsv")));
        }
        Run run = correct(directory.resolve("absent"), directory.resolve("absent"), words.toArray());
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message);
    }

    private Path matrix(long seed) {
        return Tables.write(directory, "m" + seed + ".tsv", matrixText(seed));
    }

    /** Samples s0 to s19, the odd ones shifted and spread. */
    private static String matrixText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("probe");
        for (int s = 0; s < 20; s++) {
            text.append("\ts").append(s);
        }
        for (int g = 0; g < GENES; g++) {
            text.append("\ng").append(g);
            for (int s = 0; s < 20; s++) {
                double noise = random.nextGaussian();
                text.append('\t').append(s % 2 == 0 ? 6 + noise : 7 + 1.5 * noise);
            }
        }
        return text.append('\n').toString();
    }

    /** The sick lie 4 above the well, the other plate 1 above the reference; 7 of 10 are sick there, 3 here. */
    private static String classesText() {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder text = new StringBuilder(matrixText(1).lines().findFirst().orElseThrow());
        for (int g = 0; g < GENES; g++) {
            text.append("\ng").append(g);
            for (int s = 0; s < 20; s++) {
                double level = 5 + (sick(s) ? 4 : 0) + (s % 2 == 0 ? 0 : 1);
                text.append('\t').append(level + .1 * random.nextGaussian());
            }
        }
        return text.append('\n').toString();
    }

    private static String classesSheet() {
        StringBuilder text = new StringBuilder("sample\tplate\tclass\n");
        for (int s = 0; s < 20; s++) {
            text.append('s')
                    .append(s)
                    .append(s % 2 == 0 ? "\tref" : "\tother")
                    .append(sick(s) ? "\tsick\n" : "\twell\n");
        }
        return text.toString();
    }

    private static boolean sick(int sample) {
        return sample % 2 == 0 ? sample < 6 : sample < 14;
    }

    /** How far the other plate's samples lie from the reference's of their class, as the mean over classes and genes. */
    private static double shiftWithinClasses(PreciseMatrix matrix) {
        double shift = 0;
        for (int s = 0; s < 20; s++) {
            int samples = s % 2 == 0 ? (sick(s) ? 3 : 7) : (sick(s) ? 7 : 3);
            double mean = Arrays.stream(matrix.values()[s]).average().orElseThrow();
            shift += (s % 2 == 0 ? -mean : mean) / samples / 2;
        }
        return Math.abs(shift);
    }

    private Path reversed(Path matrix) throws BadInput {
        PreciseMatrix read = Tables.matrix(matrix);
        StringBuilder text = new StringBuilder("probe");
        for (int s = 19; s >= 0; s--) {
            text.append("\ts").append(s);
        }
        for (int g = 0; g < GENES; g++) {
            text.append("\ng").append(g);
            for (int s = 19; s >= 0; s--) {
                text.append('\t').append(read.values()[s][g]);
            }
        }
        return Tables.write(directory, "backwards.tsv", text.append('\n').toString());
    }

    private Path sheet() {
        return Tables.write(directory, "sheet.tsv", sheetText());
    }

    private static String sheetText() {
        StringBuilder text = new StringBuilder("sample\tplate\ttime\n");
        for (int s = 0; s < 20; s++) {
            text.append('s').append(s).append(s % 2 == 0 ? "\tref" : "\tother").append("\tany text\n");
        }
        return text.toString().replace("\ttime", "").replace("\tany text", "");
    }

    /** Samples s0, s2 and s4 of the reference, and s1 of the other plate, are the control material Q. */
    private static String rolesSheet() {
        StringBuilder text = new StringBuilder("sample\tplate\trole\tstuff\n");
        for (int s = 0; s < 20; s++) {
            boolean control = s < 5 && s != 3;
            text.append('s').append(s).append(s % 2 == 0 ? "\tref" : "\tother");
            text.append(control ? "\tbridge_control\tQ\n" : "\tstudy\t\n");
        }
        return text.toString();
    }
}
