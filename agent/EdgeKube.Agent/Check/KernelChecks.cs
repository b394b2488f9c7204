using System.Globalization;

namespace EdgeKube.Agent.Check;

/// <summary>Is this a kernel for containers? Pure.</summary>
internal static class KernelChecks
{
    // The oldest that is maintained anywhere; overlayfs, nftables and pidfds are whole from here on.
    private static readonly (int Major, int Minor) Oldest = (5, 4);
    private const long LeastMemory = 256L << 20;

    public static IEnumerable<Finding> Find(KernelFacts kernel)
    {
        if (kernel.Missing.Count > 0)
        {
            yield return Finding.Fail(
                "kernel", $"{kernel.Release} lacks {string.Join(", ", kernel.Missing)}", "boot the distribution's own kernel, or load the modules of this one (modprobe)");
        }
        else if (FindVersion(kernel.Release) is { } version && version.CompareTo(Oldest) < 0)
        {
            yield return Finding.Warn("kernel", $"{kernel.Release} is older than {Oldest.Major}.{Oldest.Minor}", "upgrade the distribution");
        }
        else if (kernel.Release.Length > 0)
        {
            yield return Finding.Ok("kernel", $"{kernel.Release} has what containers need");
        }

        if (kernel.MemoryBytes is { } memory)
        {
            var text = $"{memory >> 20} MiB";
            yield return memory < LeastMemory ? Finding.Warn("memory", $"{text} leaves little room for pods", "give the pods small limits") : Finding.Ok("memory", text);
        }
    }

    private static (int Major, int Minor)? FindVersion(string release)
    {
        var parts = release.Split('.', '-', '+');
        return parts.Length > 1 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var minor)
            ? (major, minor)
            : null;
    }
}
