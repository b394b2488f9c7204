using System.Text;

namespace EdgeKube.Api;

/// <summary>Rules for ConfigMaps, and for the keys that Secrets share with them.</summary>
internal static class ConfigValidator
{
    public const int MaxBytes = 1024 * 1024;
    private const int MaxKeyLength = 253;

    private const string KeyFault = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    public static IEnumerable<FieldError> Validate(ConfigMap map)
    {
        var size = 0L;
        foreach (var (key, value) in map.Data ?? new Dictionary<string, string>())
        {
            size += Encoding.UTF8.GetByteCount(value);
            foreach (var fault in FindKeyFaults(key))
            {
                yield return FieldError.Invalid($"data[{key}]", key, fault);
            }

            if (map.BinaryData?.ContainsKey(key) is true)
            {
                yield return FieldError.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }
        }

        foreach (var (key, value) in map.BinaryData ?? new Dictionary<string, byte[]>())
        {
            size += value.Length;
            foreach (var fault in FindKeyFaults(key))
            {
                yield return FieldError.Invalid($"binaryData[{key}]", key, fault);
            }
        }

        if (size > MaxBytes)
        {
            // Kubernetes names the object itself this way.
            yield return FieldError.TooLong("[]", MaxBytes);
        }
    }

    public static IEnumerable<string> FindKeyFaults(string key)
    {
        if (key.Length > MaxKeyLength)
        {
            yield return $"must be no more than {MaxKeyLength} characters";
        }

        if (key.Length == 0 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            yield return KeyFault;
        }

        if (key is "." or "..")
        {
            yield return $"must not be '{key}'";
        }
        else if (key.StartsWith("..", StringComparison.Ordinal))
        {
            yield return "must not start with '..'";
        }
    }
}
