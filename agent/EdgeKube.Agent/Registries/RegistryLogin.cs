namespace EdgeKube.Agent.Registries;

/// <summary>Credentials, and for which images. Text of this record never holds them.</summary>
/// <param name="Pattern">Host, perhaps with port and the beginning of a path; <c>*</c> within the parts of the host.</param>
internal sealed record RegistryLogin(string Pattern, string Username, string Password)
{
    public override string ToString() => $"RegistryLogin {{ Pattern = {Pattern} }}";
}
