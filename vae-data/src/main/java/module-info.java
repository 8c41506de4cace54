/** Datasets: readers, transforms, splits, batches and generators. */
@SuppressWarnings("module") // the command line, which a package is open to, is built later
module dev.vae.data {
  requires transitive dev.vae.core;
  requires java.desktop;
  requires java.sql;
  requires de.siegmar.fastcsv;
  requires static org.jspecify;

  exports dev.vae.data;
  exports dev.vae.data.contract;
  exports dev.vae.data.internal.outlier to
      dev.vae.cli,
      dev.vae.export;
  exports dev.vae.data.read to
      dev.vae.cli;
  exports dev.vae.data.rows;
  exports dev.vae.data.source;
  exports dev.vae.data.table;
  exports dev.vae.data.table.cell to
      dev.vae.export,
      dev.vae.serve;
  exports dev.vae.data.table.column;
  exports dev.vae.data.table.dialect;
  exports dev.vae.data.tabular;
  exports dev.vae.data.tabular.draws to
      dev.vae.export,
      dev.vae.tests;
  exports dev.vae.data.tabular.formula to
      dev.vae.export;
  exports dev.vae.data.tabular.encode;
  exports dev.vae.data.tabular.parts to
      dev.vae.export,
      dev.vae.tests;
  exports dev.vae.data.tabular.impute;
  exports dev.vae.data.tabular.synthesize;
  exports dev.vae.data.write;

  provides dev.vae.core.plugin.PluginKinds with
      dev.vae.data.internal.source.DataSourceKinds;
  provides dev.vae.data.source.DataSourceProvider with
      dev.vae.data.internal.source.BuiltIn.Csv,
      dev.vae.data.internal.source.BuiltIn.Digits,
      dev.vae.data.internal.source.BuiltIn.Idx,
      dev.vae.data.internal.source.BuiltIn.Images,
      dev.vae.data.internal.source.BuiltIn.Jdbc,
      dev.vae.data.internal.source.BuiltIn.Mnist,
      dev.vae.data.internal.source.BuiltIn.Mtx,
      dev.vae.data.internal.source.BuiltIn.Npy,
      dev.vae.data.internal.source.BuiltIn.Npz,
      dev.vae.data.internal.source.BuiltIn.Parquet,
      dev.vae.data.internal.source.BuiltIn.Shapes,
      dev.vae.data.internal.source.BuiltIn.Svm;
}
