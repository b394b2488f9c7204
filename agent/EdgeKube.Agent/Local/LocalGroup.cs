using System.Globalization;

namespace EdgeKube.Agent.Local;

/// <summary>The group whose members may use the node's socket beside root. Pure.</summary>
internal static class LocalGroup
{
    public const string Name = "edgekube";

    /// <summary>Its number, from the text of /etc/group; null when there is no such group.</summary>
    public static uint? Find(string groups)
    {
        foreach (var line in groups.Split('\n'))
        {
            if (line.Split(':') is [Name, _, var number, ..] && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return id;
            }
        }

        return null;
    }
}
