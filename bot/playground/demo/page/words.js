/** The page's own words around the conversation, in the language of whoever speaks. */

import { me } from "./world.js";

const WORDS = {
  en: {
    ask: "Ask a question",
    post: "Post to the channel",
    group: "Message, or /ask …",
    unfold: "Show all",
    fold: "Show less",
    suggested: "Suggested questions",
    starting: "The bot is starting. It answers in a moment.",
    stopped: "The bot does not run. Start it, and it answers.",
    readonly: "Only administrators write in a channel.",
    answers: (bot) => [`${bot} answers from its sources`, "Ask in your own words. Every answer shows the passage it rests on."],
    channel: (bot, name) => ["A channel", `${bot} may post here. To have news posted, write to it in private: /subscribe ${name}`],
    people: (bot) => ["Among people", `${bot} answers here when asked: begin with /ask, or reply to one of its messages.`],
  },
  ru: {
    ask: "Задайте вопрос",
    post: "Написать в канал",
    group: "Сообщение или /ask …",
    unfold: "Показать всё",
    fold: "Свернуть",
    suggested: "Что можно спросить",
    starting: "Бот запускается и сейчас ответит.",
    stopped: "Бот не работает. Запустите его, и он ответит.",
    readonly: "В канал пишут только администраторы.",
    answers: (bot) => [`${bot} отвечает по источникам`, "Спросите своими словами. Под каждым ответом — отрывок, на котором он основан."],
    channel: (bot, name) => ["Канал", `${bot} может писать сюда. Чтобы здесь появлялись новости, напишите ему лично: /subscribe ${name}`],
    people: (bot) => ["Среди людей", `${bot} отвечает здесь, когда его спросят: начните с /ask или ответьте на его сообщение.`],
  },
};

export const language = () => (me()?.language_code === "ru" ? "ru" : "en");

/** The words in the speaker's language. */
export const words = () => WORDS[language()];
