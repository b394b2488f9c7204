using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Node;

/// <summary>What was read inside of a container and belongs to the recorded image, file system or machine.</summary>
internal static partial class InsideMask
{
    private static readonly string[] Resolvers = File.Exists("/etc/resolv.conf") ? File.ReadAllLines("/etc/resolv.conf") : [];

    /// <summary>Whether the line is not compared.</summary>
    public static bool IsOfTheMachine(string line, Scenario scenario)
        => OfTheImage().IsMatch(line)
            || OfTheKubelet().IsMatch(line)
            || OwnHosts().IsMatch(line)
            || line.Contains("service-ca.crt", StringComparison.Ordinal)
            || line.StartsWith("qos ", StringComparison.Ordinal)

            // How many processes there are: between two of its sleeps the other container has one less.
            || (scenario.Name == "ephemeral-container" && line is ("4" or "5"))
            || (line.StartsWith("Seccomp:", StringComparison.Ordinal) && !scenario.Name.Contains("seccomp", StringComparison.Ordinal));

    /// <summary>The line without sizes, mount options and names of the machine.</summary>
    public static string Line(string line, bool isRecorded)
    {
        var own = isRecorded ? line == "nameserver 127.0.0.1" : line.StartsWith("nameserver ", StringComparison.Ordinal) && Resolvers.Contains(line);
        if (own)
        {
            return "nameserver <the node's>";
        }

        var masked = Sizes().Replace(line == Environment.MachineName ? "node1" : line, "$1 <size> ");

        // Where a volume is a tmpfs of its own its root has the sticky bit; containers cannot write there.
        masked = Sticky().Replace(masked, "drwxrwxrwx");
        masked = Tmpfs().Replace(masked, mount => $"{mount.Groups[1].Value} {SmallSize().Match(mount.Value).Value}");
        masked = ListedProcess().Replace(masked, "<pid> ");
        masked = Disk().Replace(masked, "<disk> $1 $2");
        masked = LogMount().Replace(masked, "$1 <file system>");
        return NodeStorage().Replace(masked, "D_les=<of the node>");
    }

    // Counts of filters depend on runc; what the shell itself sets on the shell; what the server in the image tells of itself.
    [GeneratedRegex(@"^(Seccomp_filters|SHLVL|_=|PWD=|OLDPWD=|PATH=|total |\d{4}/\d\d/\d\d [\d:]+ \[notice\])")]
    private static partial Regex OfTheImage();

    // The kubelet's own notes about where it has a pod from.
    [GeneratedRegex(@"^kubernetes\.io/config\.(seen|source)=")]
    private static partial Regex OfTheKubelet();

    [GeneratedRegex(@"^127\.0\.0\.1\s+(?!localhost)")]
    private static partial Regex OwnHosts();

    // Of directories and links; of files whose text holds a name, an address or a token of this cluster.
    [GeneratedRegex(@"^([dl]\S{9} +\d+ +\S+ +\S+|-\S{9} +\d+ +\S+ +\S+(?= +\d+ DATE (?:annotations|tok|token|/etc/hosts|/etc/resolv\.conf)$)) +\d+ ")]
    private static partial Regex Sizes();

    [GeneratedRegex(@"^drwxrwxrwt(?=.* \.\.?$)")]
    private static partial Regex Sticky();

    // noswap depends on the kernel; here nosuid and nodev come in addition, and one tmpfs of the node holds all secrets.
    [GeneratedRegex(@"(tmpfs r[ow]),\S*")]
    private static partial Regex Tmpfs();

    [GeneratedRegex(@"(?<=,)size=\d{1,6}k")]
    private static partial Regex SmallSize();

    // Which number a process has is chance, but for the first.
    [GeneratedRegex(@"^ *(?!1 )\d+ (?=root )")]
    private static partial Regex ListedProcess();

    // A file that is mounted for itself, on whatever the node has its data.
    [GeneratedRegex(@"(?:/dev/\w+|tmpfs) (/f) \w+ (r[ow]).*")]
    private static partial Regex Disk();

    [GeneratedRegex(@"^(/dev/termination-log) .*")]
    private static partial Regex LogMount();

    [GeneratedRegex(@"^D_les=\d+")]
    private static partial Regex NodeStorage();
}
