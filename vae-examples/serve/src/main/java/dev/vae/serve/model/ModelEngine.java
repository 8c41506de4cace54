package dev.vae.serve.model;

import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.SynthesisSummary;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers by a table's model. */
final class ModelEngine implements TableEngine {
  private final TableModel model;
  private final Imputer imputer;
  private final TableEncoder encoder;

  ModelEngine(TableModel model) {
    this.model = model;
    imputer = Imputer.of(model);
    encoder = TableEncoder.of(model);
  }

  @Override
  public TableSchema schema() {
    return model.schema();
  }

  @Override
  public Set<String> operations() {
    return new LinkedHashSet<>(List.of("score", "impute", "encode", "sample"));
  }

  @Override
  public List<RowScore> score(List<TableRow> rows, int reasons) {
    return model.score(rows, reasons);
  }

  @Override
  public List<ImputedRow> impute(List<TableRow> rows) {
    return imputer.impute(rows);
  }

  @Override
  public int latent() {
    return encoder.latent();
  }

  @Override
  public List<float[]> encode(List<TableRow> rows) {
    return rows.stream().map(encoder::encode).toList();
  }

  @Override
  public Made sample(int count, long seed, String where) {
    Synthesizer maker = Synthesizer.of(model).seed(seed);
    List<String[]> rows = new ArrayList<>();
    SynthesisSummary summary =
        (where.isBlank() ? maker : maker.where(where)).forEach(count, rows::add);
    return new Made(rows, summary.notes());
  }

  @Override
  public void close() {}
}
