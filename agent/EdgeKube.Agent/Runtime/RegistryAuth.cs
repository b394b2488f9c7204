namespace EdgeKube.Agent.Runtime;

/// <summary>Credentials for one registry. Text of this record never holds them.</summary>
internal sealed record RegistryAuth(string Username, string Password, string ServerAddress = "")
{
    public override string ToString() => $"RegistryAuth {{ ServerAddress = {ServerAddress} }}";
}
