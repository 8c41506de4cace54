package app;

import dev.vae.core.model.Vae;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Presets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Core, layers and data: rows from a generator and from a file. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    Path csv = Path.of(arguments[0]).resolve("t.csv");
    Files.writeString(csv, "a,b,c\n1,2,3\n4,5,7\n7,8,8\n1,0,1\n");
    Dataset table = DataSource.parse("csv:" + csv).open();
    Trainer.of(Vae.create(Presets.linear(table.event()), 1)).train(table).epochs(1).run();
    Dataset digits = DataSource.parse("digits#40").open();
    Vae vae = Vae.create(Presets.mlp(digits.event()).with("latent=2"), 1);
    Trainer.of(vae).train(digits).epochs(1).run();
    System.out.println(
        Main.class.getModule()
            + " with "
            + vae.engine().kernels()
            + " kernels: "
            + vae.encode(digits).mean().length
            + " rows");
  }
}
