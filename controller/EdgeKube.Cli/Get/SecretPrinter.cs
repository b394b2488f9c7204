using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class SecretPrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        CoreJsonContext.Default.Secret,
        [new("NAME"), new("TYPE"), new("DATA"), new("AGE")],
        (secret, now) => [secret.Name, secret.Type ?? "", $"{secret.Data?.Count ?? 0}", HumanDuration.Since(secret.Metadata.CreationTimestamp, now)]);
}
