namespace EdgeKube.Api;

/// <summary>The table of Secrets: how many values, never which, with kubectl's columns.</summary>
public static class SecretTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<Secret>(
        [TableColumn.ObjectName, new("Type"), new("Data"), TableColumn.Age],
        (secret, now) => [secret.Name, secret.Type ?? "", secret.Data?.Count ?? 0, HumanDuration.Since(secret.Metadata.CreationTimestamp, now)]);
}
