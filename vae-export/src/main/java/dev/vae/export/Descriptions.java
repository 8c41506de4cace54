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
      case "score" -> "The negative log-likelihood of every row by importance sampling, in nats.";
      case "impute" -> "Rows whose missing values are filled in by weighted draws.";
      default -> "";
    };
  }

  static String output(String graph, String name) {
    boolean encoder = graph.equals("encoder");
    return switch (name) {
      case "mean" ->
          switch (graph) {
            case "encoder" -> "mean of q(z | x)";
            case "impute" ->
                "the row; where a value is missing its mean, for categories the likeliest, raw";
            default -> "mean of p(x | z), in raw units";
          };
      case "negLogLikelihood" -> "-log p(x) in nats, of values after scaling";
      case "standardError" -> "what negLogLikelihood spreads by if it is drawn again";
      case "standardDeviation" ->
          "of every missing value, raw, 0 where observed; for categories that of whether it is"
              + " the one given";
      case "draws" -> "rows drawn by weight, raw";
      case "logVariance" ->
          encoder ? "natural logarithm of the variances of q(z | x)" : parameter();
      default -> parameter();
    };
  }

  private static String parameter() {
    return "parameter of p(x | z), for values as the model sees them: after scaling";
  }
}
