namespace EdgeKube.Api;

/// <summary>Rules for Secrets: keys, size, and what each known type must hold.</summary>
internal static class SecretValidator
{
    private const string AccountAnnotation = "kubernetes.io/service-account.name";

    public static IEnumerable<FieldError> Validate(Secret secret)
    {
        var data = secret.Data ?? new Dictionary<string, byte[]>();
        foreach (var key in data.Keys)
        {
            foreach (var fault in ConfigValidator.FindKeyFaults(key))
            {
                yield return FieldError.Invalid($"data[{key}]", key, fault);
            }
        }

        if (data.Values.Sum(value => (long)value.Length) > ConfigValidator.MaxBytes)
        {
            yield return FieldError.TooLong("data", ConfigValidator.MaxBytes);
        }

        if (secret.Type == "kubernetes.io/service-account-token" && secret.Metadata.Annotations?.ContainsKey(AccountAnnotation) is not true)
        {
            yield return FieldError.Required($"metadata.annotations[{AccountAnnotation}]");
        }

        foreach (var fault in ValidateType(secret.Type ?? "", data))
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateType(string type, IReadOnlyDictionary<string, byte[]> data)
    {
        // basic-auth is content with either of the two.
        var wanted = type switch
        {
            "kubernetes.io/tls" => ["tls.crt", "tls.key"],
            "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
            "kubernetes.io/dockercfg" => [".dockercfg"],
            "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
            "kubernetes.io/basic-auth" when !data.ContainsKey("username") && !data.ContainsKey("password") => (string[])["username", "password"],
            _ => [],
        };
        foreach (var key in wanted.Where(key => !data.ContainsKey(key)))
        {
            yield return FieldError.Required($"data[{key}]");
        }

        if (type is "kubernetes.io/dockercfg" or "kubernetes.io/dockerconfigjson" && data.TryGetValue(wanted[0], out var config)
            && !(DocumentReader.TryRead(config, out var document, out _) && document is MappingNode))
        {
            yield return FieldError.Invalid($"data[{wanted[0]}]", "<secret contents redacted>", "must be a JSON object");
        }
    }
}
