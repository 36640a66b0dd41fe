package io.lagcast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

    private static final String HEADER =
            "file,horizon,step_s,from_day,to_day,test_days,origin_every_s,mase_scale,must_mase,must_wql\n";

    @TempDir
    Path folder;

    @Test
    void readsItsColumnsByName() throws IOException {
        Path file = Files.writeString(
                folder.resolve("targets.csv"),
                HEADER + "a.csv,5min,60,0,,2.5,600,1.5,0.4,0.05\nb.csv,168h,3600,25,74,7,43200,2,0.9,0.1\n");

        List<Target> targets = Target.read(file);

        Target first = targets.getFirst();
        assertThat(first.ahead()).isEqualTo(Duration.ofMinutes(5));
        assertThat(first.wholePath()).isFalse();
        assertThat(first.test()).isEqualTo(Duration.ofHours(60));
        assertThat(first.to()).isEqualTo(Target.TO_THE_END);
        assertThat(first.series()).isEqualTo("a");
        Target second = targets.get(1);
        assertThat(second.ahead()).isEqualTo(Duration.ofDays(7));
        assertThat(second.wholePath()).isTrue();
        assertThat(second.from()).isEqualTo(Duration.ofDays(25));
        assertThat(second.mustWeightedLoss()).isEqualTo(0.1);
    }

    @Test
    void namesTheColumnThatIsMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("targets.csv"), "file,horizon\na.csv,5min\n");

        assertThatThrownBy(() -> Target.read(file)).hasMessageContaining("step_s");
    }

    @Test
    void readsThePartOfItsTraceThatIsUsed() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "timestamp,value\n0,1\n43200,2\n86400,3\n129600,4\n172800,5\n");
        Path file = Files.writeString(folder.resolve("targets.csv"), HEADER + "a.csv,24h,43200,1,2,1,43200,1,1,1\n");

        TimeSeries series = Traces.read(folder, Target.read(file).getFirst());

        assertThat(series).isEqualTo(TimeSeries.of(Instant.ofEpochSecond(86_400), Duration.ofHours(12), 3, 4));
    }
}
