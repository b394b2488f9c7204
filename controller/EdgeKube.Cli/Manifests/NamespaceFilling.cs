using System.Text;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Manifests;

/// <summary>Puts a namespace into the objects of a manifest that name none, and leaves every other character as it is.</summary>
internal static class NamespaceFilling
{
    /// <exception cref="CommandException">An object names another namespace than the one that was asked for.</exception>
    public static string Fill(ManifestFile file, string text, string scope, bool isExplicit)
    {
        var filled = new StringBuilder(text);

        // From the end, so that the offsets of what is still to come stay right.
        foreach (var found in file.Objects.Reverse().Where(found => ResourceTypes.Find(found.ApiVersion, found.Kind)?.IsNamespaced == true))
        {
            if (found.Namespace is { Length: > 0 } own)
            {
                if (isExplicit && own != scope)
                {
                    throw new CommandException(
                        $"{file.Name}:{found.Line}: the namespace from the provided object \"{own}\" does not match the namespace \"{scope}\". "
                        + $"You must pass '--namespace={own}' to perform this operation.");
                }
            }
            else if (found.Slot is { } slot && scope != "default")
            {
                filled.Insert(slot.Index, slot.TextFor(scope));
            }
        }

        return filled.ToString();
    }
}
