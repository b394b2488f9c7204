using System.Text.RegularExpressions;

namespace EdgeKube.Api;

/// <summary>Kubernetes' rules for names; each yields what is wrong, in its words.</summary>
internal static partial class NameRules
{
    public const string SubdomainFault = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelFault = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>A DNS subdomain of at most 253 characters: the name of most objects.</summary>
    public static IEnumerable<string> FindSubdomainFaults(string name) => Check(name, 253, Subdomain(), SubdomainFault);

    /// <summary>A DNS label of at most 63 characters: a namespace, a container.</summary>
    public static IEnumerable<string> FindLabelFaults(string name) => Check(name, 63, Label(), LabelFault);

    /// <summary>A name that can stand in a path, whatever else it holds: the name of a role.</summary>
    public static IEnumerable<string> FindPathSegmentFaults(string name) => name is "." or ".."
        ? [$"may not be '{name}'"]
        : new[] { "/", "%" }.Where(sign => name.Contains(sign, StringComparison.Ordinal)).Select(sign => $"may not contain '{sign}'");

    private static IEnumerable<string> Check(string name, int most, Regex pattern, string fault)
    {
        if (name.Length > most)
        {
            yield return $"must be no more than {most} characters";
        }

        if (name.Length > most * 16 || !pattern.IsMatch(name))
        {
            yield return fault;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
