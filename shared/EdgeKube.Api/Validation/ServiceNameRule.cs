using System.Text.RegularExpressions;

namespace EdgeKube.Api;

/// <summary>Names that become the first label of a DNS name: they begin with a letter.</summary>
internal static partial class ServiceNameRule
{
    private const int Most = 63;

    private const string Fault = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    public static IEnumerable<string> FindFaults(string name)
    {
        if (name.Length > Most)
        {
            yield return $"must be no more than {Most} characters";
        }

        if (name.Length > Most * 16 || !Label().IsMatch(name))
        {
            yield return Fault;
        }
    }

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
