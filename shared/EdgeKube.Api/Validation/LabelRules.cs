using System.Text;
using System.Text.RegularExpressions;

namespace EdgeKube.Api;

/// <summary>Kubernetes' rules for the keys and values of labels, and for other qualified names.</summary>
internal static partial class LabelRules
{
    private const int MaxPart = 63;

    private const string Characters = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueFault = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>A qualified name: <c>name</c> or <c>example.com/name</c>.</summary>
    public static IEnumerable<string> FindKeyFaults(string key)
    {
        var parts = key.Split('/', 3);
        if (parts.Length > 2)
        {
            return [$"a valid label key {Characters} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var prefix = parts.Length < 2 ? []
            : parts[0].Length == 0 ? ["prefix part must be non-empty"]
            : NameRules.FindSubdomainFaults(parts[0]).Select(fault => $"prefix part {fault}");
        return prefix.Concat(FindNameFaults(parts[^1]));
    }

    public static IEnumerable<string> FindValueFaults(string value)
    {
        if (Encoding.UTF8.GetByteCount(value) > MaxPart)
        {
            yield return $"must be no more than {MaxPart} bytes";
        }

        if (value.Length > 0 && !Name().IsMatch(value))
        {
            yield return ValueFault;
        }
    }

    private static IEnumerable<string> FindNameFaults(string name)
    {
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (Encoding.UTF8.GetByteCount(name) > MaxPart)
        {
            yield return $"name part must be no more than {MaxPart} bytes";
        }

        if (!Name().IsMatch(name))
        {
            yield return $"name part {Characters}";
        }
    }

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
