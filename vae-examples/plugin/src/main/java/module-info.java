module acme.waves {
  requires dev.vae.core;

  provides dev.vae.core.plugin.LikelihoodProvider with
      acme.waves.Rayleigh;
  provides dev.vae.core.plugin.LayerProvider with
      acme.waves.Sine;
}
