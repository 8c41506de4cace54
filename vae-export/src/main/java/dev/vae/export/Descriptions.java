package dev.vae.export;

/** What files and their outputs hold, in words. */
final class Descriptions {
  private Descriptions() {}

  static String graph(String name) {
    return switch (name) {
      case "encoder" -> "The approximate posterior q(z | x) of every row.";
      case "decoder" -> "The distribution p(x | z) of every latent.";
      case "reconstruct" -> "Rows decoded from a draw of their posterior.";
      case "sample" -> "Rows decoded from a draw of the prior.";
      default -> "";
    };
  }

  static String output(String graph, String name) {
    boolean encoder = graph.equals("encoder");
    return switch (name) {
      case "mean" -> encoder ? "mean of q(z | x)" : "mean of p(x | z), in raw units";
      case "logVariance" ->
          encoder ? "natural logarithm of the variances of q(z | x)" : parameter();
      default -> parameter();
    };
  }

  private static String parameter() {
    return "parameter of p(x | z), for values as the model sees them: after scaling";
  }
}
