using System.CommandLine;

namespace EdgeKube.Cli.Manifests;

/// <summary><c>-f</c> and <c>-R</c>.</summary>
internal sealed record FileOptions(Option<string[]> Files, Option<bool> Recursive)
{
    public static FileOptions Build() => new(
        new Option<string[]>("--filename", "-f") { Description = "A manifest, a directory of manifests, or - for standard input; may be repeated", HelpName = "FILE|DIR|-" },
        new Option<bool>("--recursive", "-R") { Description = "Look for manifests in the directories below, too" });
}
