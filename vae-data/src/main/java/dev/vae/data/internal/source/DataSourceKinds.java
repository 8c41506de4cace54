package dev.vae.data.internal.source;

import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.PluginKinds;
import dev.vae.data.source.DataSourceProvider;
import java.util.List;

/** Announces {@link DataSourceProvider} as a kind of plugin. */
public final class DataSourceKinds implements PluginKinds {

  @Override
  public List<Class<? extends NamedProvider>> kinds() {
    return List.of(DataSourceProvider.class);
  }
}
