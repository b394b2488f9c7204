namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Who owns fields: one entry of managedFields.</summary>
/// <param name="Name">The manager's name.</param>
/// <param name="Applies">By applying configurations; else by any other way of writing.</param>
/// <param name="ApiVersion">Empty for who applies: its configurations are one, whatever version they are written in.</param>
/// <param name="Subresource">Null: the object itself.</param>
internal sealed record Writer(string Name, bool Applies, string ApiVersion, string? Subresource)
{
    public static Writer Applier(string name, string? subresource) => new(name, true, "", subresource);

    public static Writer Updater(string name, string apiVersion, string? subresource) => new(name, false, apiVersion, subresource);

    public override string ToString()
    {
        var name = Subresource is null ? $"\"{Name}\"" : $"\"{Name}\" with subresource \"{Subresource}\"";
        return Applies ? name : $"{name} using {ApiVersion}";
    }
}
