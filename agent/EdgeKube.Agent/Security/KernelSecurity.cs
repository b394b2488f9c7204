namespace EdgeKube.Agent.Security;

/// <summary>What this machine's kernel can enforce.</summary>
internal static class KernelSecurity
{
    public static bool HasAppArmor()
    {
        try
        {
            return File.ReadAllText("/sys/module/apparmor/parameters/enabled").StartsWith('Y');
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
