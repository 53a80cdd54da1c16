/// <reference types="vite/client" />
/// <reference types="@fontsource-variable/inter" />
/// <reference types="@fontsource-variable/jetbrains-mono" />
