package io.lagcast.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Who decides how many replicas there are. */
sealed interface Scaler {

    /** The service's recommendation, asked for over HTTP. */
    record Lagcast() implements Scaler {

        @Override
        public String toString() {
            return "lagcast";
        }
    }

    /** As many replicas as partitions, always. */
    record Over() implements Scaler {

        @Override
        public String toString() {
            return "over";
        }
    }

    /** The same number of replicas, always. */
    record Fixed(int replicas) implements Scaler {

        @Override
        public String toString() {
            return "fixed:" + replicas;
        }
    }

    /** One replica for so many records of lag, as KEDA's Kafka scaler does. */
    record Keda(int lagPerReplica) implements Scaler {

        @Override
        public String toString() {
            return "keda:" + lagPerReplica;
        }
    }

    /** Reads {@code lagcast}, {@code over}, {@code fixed:N} or {@code keda:LAG}. */
    final class Option implements ITypeConverter<Scaler> {

        private static final Pattern WITH_NUMBER = Pattern.compile("(fixed|keda):([1-9]\\d{0,8})");

        @Override
        public Scaler convert(String text) {
            if (text.equals("lagcast")) {
                return new Lagcast();
            }
            if (text.equals("over")) {
                return new Over();
            }
            Matcher form = WITH_NUMBER.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no scaler; there are lagcast, over, fixed:N and keda:LAG");
            }
            int number = Integer.parseInt(form.group(2));
            return form.group(1).equals("fixed") ? new Fixed(number) : new Keda(number);
        }
    }
}
