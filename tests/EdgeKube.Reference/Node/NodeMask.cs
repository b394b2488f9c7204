using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Node;

/// <summary>Takes out what differs with every run, node or build, on both sides alike.</summary>
internal static partial class NodeMask
{
    /// <summary>What the recorded node1 is called here.</summary>
    public const string OurNode = "n1";

    /// <summary>Of the recordings and of what is read here.</summary>
    public static string Text(string text)
    {
        var masked = Dialling().Replace(text, "dial tcp: <error>");
        masked = Digest().Replace(masked, "<digest>");
        masked = ContainerId().Replace(masked, "<cid>");
        masked = Uid().Replace(masked, "<uid>");
        masked = TemplateHash().Replace(masked, "-<hash>");
        masked = Suffix().Replace(masked, "-<rand>");
        masked = ServiceAddress().Replace(masked, "<serviceIP>");
        masked = Port().Replace(masked, "<podIP>:<port>->");
        return DateDirectory().Replace(masked, "..TS");
    }

    /// <summary>Of what is read here.</summary>
    public static string Live(string text, string? podIP, string nodeIP)
    {
        var named = podIP is null or "" || podIP == nodeIP ? text : WholeWord(podIP).Replace(text, "<podIP>");
        return Text(OurNodeName().Replace(WholeWord(nodeIP).Replace(named, "<nodeIP>"), "node1"));
    }

    private static Regex WholeWord(string text) => new($@"(?<![\d.]){Regex.Escape(text)}(?![\d.])");

    [GeneratedRegex(@"dial tcp(: lookup)? (?!.*connect(?:ion)?:? refused).*?(i/o timeout|no such host|server misbehaving|connection refused|network is unreachable|no route to host)")]
    private static partial Regex Dialling();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"(?<=sha256:)([0-9a-f]{64}|<digest>)")]
    private static partial Regex Digest();

    [GeneratedRegex(@"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")]
    private static partial Regex ContainerId();

    [GeneratedRegex(@"-(?=[a-z0-9]*\d)[bcdfghjklmnpqrstvwxz2456789]{7,10}(?![a-z0-9])")]
    private static partial Regex TemplateHash();

    [GeneratedRegex(@"-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9-])")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\b10\.(43|96)\.\d+\.\d+\b")]
    private static partial Regex ServiceAddress();

    [GeneratedRegex(@"<podIP>:\d+->")]
    private static partial Regex Port();

    // Here the name is a hash, of which a scenario's own masking may have taken the first digits.
    [GeneratedRegex(@"\.\.(\d{4}_\d\d_\d\d_\d\d_\d\d_\d\d\.\d+|(TS)?[0-9a-f]{16,32}(?![0-9a-f]))")]
    private static partial Regex DateDirectory();

    [GeneratedRegex(@"(?<![\w.-])n1(?![\w-])")]
    private static partial Regex OurNodeName();
}
