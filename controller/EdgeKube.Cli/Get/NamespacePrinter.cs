using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class NamespacePrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        CoreJsonContext.Default.Namespace,
        [new("NAME"), new("STATUS"), new("AGE")],
        (space, now) => [space.Name, space.Status?.Phase ?? "", HumanDuration.Since(space.Metadata.CreationTimestamp, now)]);
}
