import java.nio.file.Path;
import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node; each argument is a setting, NAME=VALUE. It ends with whoever holds its standard input. */
public final class OneNode extends Node {

    private OneNode(Environment environment) {
        super(environment, List.of(Netty4Plugin.class), true);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder given = Settings.builder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Settings settings = given.build();
        Path configuration = Path.of(settings.get("path.home"), "config");
        new OneNode(new Environment(settings, configuration)).start();
        while (System.in.read() >= 0) {
            // nothing is said on it: only its end matters
        }
        Runtime.getRuntime().halt(0);
    }
}
